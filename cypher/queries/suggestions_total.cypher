// answers how many suggestions there are about one entity
// param: id text – entity id
// param: allowed list – classes that the session may see
// param: types list – types of suggestions that are wanted, [] for all
// returns: total – number of suggestions
// example: id = "e1", allowed = [1], types = []
MATCH (e:Entity WHERE e.id = $id AND e.class IN $allowed)
      <-[p:PROPOSES WHERE p.class IN $allowed]-
      (s:Suggestion WHERE s.class IN $allowed AND (size($types) = 0 OR s.type IN $types))
      -[q:PROPOSES WHERE q.class IN $allowed]->(o:Entity WHERE o.class IN $allowed AND o.id <> $id)
RETURN count(DISTINCT s.id) AS total
