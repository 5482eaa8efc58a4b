// answers how many links between entities there are of each type
// param: allowed list – classes that the session may see
// returns: type – type of the link
// returns: total – number of links
// example: allowed = [1]
MATCH (a:Entity WHERE a.class IN $allowed)-[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS']->(b:Entity WHERE b.class IN $allowed)
RETURN type(r) AS type, count(*) AS total
ORDER BY type
