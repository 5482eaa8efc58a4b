// answers nothing; makes links of a first load, on Neo4j alone: none of them is there yet; without an end none is made
// param: rows list – maps with from, to, type and values (class and all other properties)
// example: rows = [{from: "a1", to: "b1", type: "MENTIONS", values: {class: 1}}]
UNWIND $rows AS row
MATCH (a:Record {id: row.from})
MATCH (b:Mention {id: row.to})
CREATE (a)-[r:MENTIONS]->(b)
SET r = row.values
