// answers the entities that stand for what a class above knows of a mention
// returns: id – entity id
// returns: stamp – what it holds, in one word
// returns: joined – ids of the entities that it is one with
// example: {}
MATCH (p:Projection {name: 'graph'})-[h:HOLDS]->(e:Entity)
OPTIONAL MATCH (e)-[s:SAME_AS]-(o:Entity)
RETURN e.id AS id, e.stamp AS stamp, collect(DISTINCT o.id) AS joined
ORDER BY id
