// answers nothing; writes entities of the type Person, whole, by id
// param: rows list – maps with id and values (id, class, type, caption, search, best values)
// example: rows = [{id: "e1", values: {id: "e1", class: 1, type: "Person", caption: "…"}}]
UNWIND $rows AS row
MERGE (e:Entity:Person {id: row.id})
SET e = row.values
