// answers nothing; takes away what one class says of entities of other classes that are one thing
// param: rows list – maps with id and class
// example: rows = [{id: "e1", class: 11}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
MATCH (e)-[r:SAME_AS {class: row.class}]-(other:Entity)
DELETE r
