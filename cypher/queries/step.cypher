// answers one level of a path search: the entities that these are linked to
// param: ids list – entity ids of the level
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// returns: id – entity id of the level
// returns: next – entity id of a neighbour
// example: ids = ["e1"], allowed = [1], links = []
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed)
RETURN DISTINCT e.id AS id, n.id AS next
