// answers the links that start at a range of entities, for the content hash
// param: after text – entities above this id
// param: last text – and up to this one
// returns: a – entity id where the link starts
// returns: link – type of the link
// returns: b – entity id where it ends
// returns: values – all properties of the link
// example: after = "", last = "ffff"
// scope: none – proves that two builds of the whole graph are equal; only the digest leaves the program
MATCH (a:Entity)-[r]->(b:Entity)
WHERE a.id > $after AND a.id <= $last
RETURN a.id AS a, type(r) AS link, b.id AS b, properties(r) AS values
