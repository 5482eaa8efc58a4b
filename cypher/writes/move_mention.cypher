// answers nothing; takes mentions away from the entities that they no longer refer to
// param: rows list – maps with id and entity (the one that it refers to now)
// example: rows = [{id: "m1", entity: "e2"}]
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})
MATCH (m)-[t:REFERS_TO]->(e:Entity)
WHERE e.id <> row.entity
DELETE t
