// answers a page of the ids of all entities of one type, for analysis
// param: type text – type of the ontology
// param: allowed list – classes that are computed on
// param: after text – id of the last row of the page before, "" for the first page
// param: limit int – ids per page
// returns: id – entity id
// example: type = "Person", allowed = [1], after = "", limit = 2000
MATCH (e:Entity WHERE e.class IN $allowed AND e.type = $type AND e.id > $after)
RETURN e.id AS id
ORDER BY id
LIMIT $limit
