// answers one level of a path search through some types alone: the entities that these are linked to
// param: ids list – entity ids of the level
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of entities that may be passed through
// param: ends list – entity ids of the ends, of whatever type
// returns: id – entity id of the level
// returns: next – entity id of a neighbour
// example: ids = ["e1"], allowed = [1], links = [], types = ["Vehicle"], ends = ["e1", "e2"]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND (n.type IN $types OR n.id IN $ends))
RETURN DISTINCT e.id AS id, n.id AS next
