// answers nothing; writes suggestions between two entities, by id; one whose ends are gone is not written
// param: rows list – maps with id, a, b, class and values (id, class, type, score, evidence, against, model, run)
// example: rows = [{id: "s1", a: "e1", b: "e2", class: 1, values: {id: "s1", class: 1, type: "associate"}}]
UNWIND $rows AS row
MATCH (a:Entity {id: row.a})
MATCH (b:Entity {id: row.b})
MERGE (s:Suggestion {id: row.id})
SET s = row.values
MERGE (s)-[p:PROPOSES {class: row.class}]->(a)
MERGE (s)-[q:PROPOSES {class: row.class}]->(b)
