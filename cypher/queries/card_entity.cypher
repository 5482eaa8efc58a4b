// answers one entity with its best values
// param: id text – entity id
// param: allowed list – classes that the session may see
// returns: values – all properties of the node
// example: id = "e1", allowed = [1]
MATCH (e:Entity WHERE e.id = $id AND e.class IN $allowed)
RETURN properties(e) AS values
