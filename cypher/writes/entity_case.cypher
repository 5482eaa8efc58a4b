// answers nothing; writes entities of the type Case, whole, by id
// param: rows list – maps with id and values (id, class, type, caption, search, best values)
// example: rows = [{id: "e1", values: {id: "e1", class: 1, type: "Case", caption: "…"}}]
UNWIND $rows AS row
OPTIONAL MATCH (known:Entity {id: row.id})
FOREACH (_ IN CASE WHEN known IS NULL THEN [1] ELSE [] END |
  CREATE (e:Entity:Case {id: row.id}) SET e = row.values)
FOREACH (_ IN CASE WHEN known IS NULL THEN [] ELSE [1] END |
  SET known = row.values)
