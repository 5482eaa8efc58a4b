// answers nothing; writes mentions by id, each between its record and the one entity that it refers to now
// param: rows list – maps with id, entity, record, class and values (id, class, type, record, anchor, statements)
// example: rows = [{id: "m1", entity: "e1", record: "r1", class: 1, values: {id: "m1", class: 1, type: "Person"}}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.entity})
MATCH (s:Record {id: row.record})
MERGE (m:Mention {id: row.id})
SET m = row.values
MERGE (s)-[c:MENTIONS {class: row.class}]->(m)
MERGE (m)-[t:REFERS_TO {class: row.class}]->(e)
