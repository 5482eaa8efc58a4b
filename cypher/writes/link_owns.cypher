// answers nothing; writes OWNS links between entities, one per (from, to, class); an end that is not there yet is waited for
// param: rows list – maps with from, to and values (class, records, kind, status, grade, times)
// example: rows = [{from: "e1", to: "e2", values: {class: 1, records: ["r1"], kind: "fact", status: "asserted"}}]
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:OWNS {class: row.values.class}]->(b)
SET r = row.values
