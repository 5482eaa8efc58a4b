// answers how many links each of these entities has to entities of some types
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of entities that may be passed through
// param: ends list – entity ids of the ends, of whatever type
// returns: id – entity id
// returns: total – number of links
// example: ids = ["e1"], allowed = [1], links = [], types = ["Vehicle"], ends = ["e1", "e2"]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND (n.type IN $types OR n.id IN $ends))
RETURN e.id AS id, count(*) AS total
