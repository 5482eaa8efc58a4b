// answers what is said against mentions of a range of entities being one thing with others, for the content hash
// param: after text – entities above this id
// param: last text – and up to this one
// returns: a – mention id
// returns: b – mention id
// returns: values – all properties of the link
// example: after = "", last = "ffff"
// scope: none – proves that two builds of the whole graph are equal; only the digest leaves the program
MATCH (e:Entity)<-[:REFERS_TO]-(a:Mention)-[r:DIFFERENT_FROM]->(b:Mention)
WHERE e.id > $after AND e.id <= $last
RETURN a.id AS a, b.id AS b, properties(r) AS values
