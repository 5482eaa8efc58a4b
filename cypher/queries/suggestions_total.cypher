// answers how many suggestions there are about some entities
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: types list – types of suggestions that are wanted, [] for all
// returns: total – number of suggestions
// example: ids = ["e1"], allowed = [1], types = []
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[p:PROPOSES WHERE p.class IN $allowed]-
      (s:Suggestion WHERE s.class IN $allowed AND (size($types) = 0 OR s.type IN $types))
      -[q:PROPOSES WHERE q.class IN $allowed]->(o:Entity WHERE o.class IN $allowed AND NOT o.id IN $ids)
RETURN count(DISTINCT s.id) AS total
