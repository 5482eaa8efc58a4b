// answers records without their content
// param: ids list – record ids
// param: allowed list – classes that the session may see
// returns: record – all properties of the record
// example: ids = ["r1"], allowed = [1]
UNWIND $ids AS asked
MATCH (s:Record WHERE s.id = asked AND s.class IN $allowed)
RETURN properties(s) AS record
ORDER BY s.id
