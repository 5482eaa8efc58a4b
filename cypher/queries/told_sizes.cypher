// answers how many mentions some entities have
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: id – entity id
// returns: mentions – number of mentions
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
RETURN e.id AS id, e.mentions AS mentions
ORDER BY id
