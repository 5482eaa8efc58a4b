// answers nothing; deletes entities that have no heir of the same id
// param: rows list – maps with id
// example: rows = [{id: "e1"}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
DETACH DELETE e
