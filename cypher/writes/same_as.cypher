// answers nothing; writes that two entities are one thing, as one class knows; an end that is not there yet is waited for
// param: rows list – maps with from, to and class
// example: rows = [{from: "e1", to: "e2", class: 11}]
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:SAME_AS {class: row.class}]->(b)
