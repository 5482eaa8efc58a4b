// answers which entities these are one thing with, as far as the session may know
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: a – entity id of the list
// returns: b – entity id of one that it is joined to
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r:SAME_AS WHERE r.class IN $allowed]-(n:Entity WHERE n.class IN $allowed)
RETURN DISTINCT e.id AS a, n.id AS b
ORDER BY a, b
