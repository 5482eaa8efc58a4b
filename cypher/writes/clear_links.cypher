// answers nothing; takes away the links between these entities and others, which are then written again
// param: rows list – maps with id
// example: rows = [{id: "e1"}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
MATCH (e)-[r]-(other:Entity)
DELETE r
