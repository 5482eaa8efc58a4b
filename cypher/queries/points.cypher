// answers the coordinates of these places
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: id – entity id
// returns: latitude – in degrees
// returns: longitude – in degrees
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (l:Entity WHERE l.id = asked AND l.class IN $allowed AND l.cell IS NOT NULL)
RETURN l.id AS id, l.latitude AS latitude, l.longitude AS longitude
ORDER BY id
