// answers nothing; deletes the mentions that an entity held and holds no more, and records of which no mention is left
// param: rows list – maps with id (of the entity) and mentions (ids that stay)
// example: rows = [{id: "e1", mentions: ["m1", "m2"]}]
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
MATCH (e)<-[:REFERS_TO]-(m:Mention)
WHERE NOT m.id IN row.mentions
OPTIONAL MATCH (s:Record)-[:MENTIONS]->(m)
DETACH DELETE m
WITH DISTINCT s
WHERE s IS NOT NULL AND NOT EXISTS { (s)-[:MENTIONS]->(:Mention) }
DETACH DELETE s
