// answers nothing; lets the projection hold the entities that stand for what a class above knows of a mention
// param: rows list – maps with id (of the entity) and class
// example: rows = [{id: "e1", class: 11}]
UNWIND $rows AS row
MATCH (p:Projection {name: 'graph'})
MATCH (e:Entity {id: row.id})
MERGE (p)-[h:HOLDS {class: row.class}]->(e)
