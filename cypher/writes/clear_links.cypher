// answers nothing; takes away the links of one class between these entities and others, which are then written again
// param: rows list – maps with id and class
// example: rows = [{id: "e1", class: 1}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
MATCH (e)-[r {class: row.class}]-(other:Entity)
DELETE r
