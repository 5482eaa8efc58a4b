// answers the entities that these are linked to, for an export of what lies around them
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: next – entity id of a neighbour
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS']-
      (n:Entity WHERE n.class IN $allowed)
RETURN DISTINCT n.id AS next
ORDER BY next
