// answers how many entities there are of each type
// param: allowed list – classes that the session may see
// returns: type – type of the ontology
// returns: total – number of entities
// example: allowed = [1]
MATCH (e:Entity WHERE e.class IN $allowed)
RETURN e.type AS type, count(*) AS total
ORDER BY type
