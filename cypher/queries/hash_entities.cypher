// answers a page of all entities with their values, for the content hash
// param: after text – entity id of the last row of the page before, "" for the first page
// param: limit int – entities per page
// returns: id – entity id
// returns: values – all properties
// example: after = "", limit = 5000
// scope: none – proves that two builds of the whole graph are equal; only the digest leaves the program
MATCH (e:Entity)
WHERE e.id > $after
RETURN e.id AS id, properties(e) AS values
ORDER BY id
LIMIT $limit
