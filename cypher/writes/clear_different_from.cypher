// answers nothing; takes away what one class says against these mentions being one thing with others
// param: rows list – maps with id (of the mention) and class
// example: rows = [{id: "m1", class: 11}]
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})
MATCH (m)-[r:DIFFERENT_FROM {class: row.class}]-(other:Mention)
DELETE r
