// answers which of these entities hold mentions that somebody judged to be two things
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: a – entity id
// returns: b – entity id
// example: ids = ["e1", "e2"], allowed = [1, 11]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[s:REFERS_TO WHERE s.class IN $allowed]-(m:Mention WHERE m.class IN $allowed)
      -[d:DIFFERENT_FROM WHERE d.class IN $allowed AND d.judged = true]-(o:Mention WHERE o.class IN $allowed)
      -[t:REFERS_TO WHERE t.class IN $allowed]->(n:Entity WHERE n.class IN $allowed AND n.id IN $ids)
RETURN DISTINCT e.id AS a, n.id AS b
ORDER BY a, b
