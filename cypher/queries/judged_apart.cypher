// answers which of these entities hold mentions that somebody judged to be two things, or for which that was taken back
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: a – entity id
// returns: b – entity id
// returns: m – mention id, of the first
// returns: o – mention id, of the second
// returns: class – class that says so
// returns: judged – false where it takes back what another judged
// returns: reason – why
// example: ids = ["e1", "e2"], allowed = [1, 11]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[s:REFERS_TO WHERE s.class IN $allowed]-(m:Mention WHERE m.class IN $allowed)
      -[d:DIFFERENT_FROM WHERE d.class IN $allowed AND (d.judged = true OR d.reason STARTS WITH 'taken back')]-(o:Mention WHERE o.class IN $allowed)
      -[t:REFERS_TO WHERE t.class IN $allowed]->(n:Entity WHERE n.class IN $allowed AND n.id IN $ids)
RETURN DISTINCT e.id AS a, n.id AS b, m.id AS m, o.id AS o, d.class AS class, d.judged AS judged, d.reason AS reason
ORDER BY m, o, class
