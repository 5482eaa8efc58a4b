// answers the mentions of a range of entities, for the content hash
// param: after text – entities above this id
// param: last text – and up to this one
// returns: id – entity id
// returns: mention – all properties of a mention that refers to it
// returns: record – all properties of its record
// example: after = "", last = "ffff"
// scope: none – proves that two builds of the whole graph are equal; only the digest leaves the program
MATCH (s:Record)-[:MENTIONS]->(m:Mention)-[:REFERS_TO]->(e:Entity)
WHERE e.id > $after AND e.id <= $last
RETURN e.id AS id, properties(m) AS mention, properties(s) AS record
