// answers nothing; makes links of a first load, on Neo4j alone: none of them is there yet; without an end none is made
// param: rows list – maps with from, to, type and values (class and all other properties)
// example: rows = [{from: "a1", to: "b1", type: "USES", values: {class: 1}}]
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.values
