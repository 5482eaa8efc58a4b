// answers nothing; takes mentions out of a class that is no longer theirs: they are written in another one
// param: rows list – maps with id (of the mention) and class (that it was of)
// example: rows = [{id: "m1", class: 11}]
UNWIND $rows AS row
MATCH (m:Mention {id: row.id})
OPTIONAL MATCH (m)-[t:REFERS_TO {class: row.class}]->(:Entity)
OPTIONAL MATCH (:Record)-[c:MENTIONS {class: row.class}]->(m)
DELETE t, c
