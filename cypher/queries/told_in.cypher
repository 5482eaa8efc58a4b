// answers what some records tell now: their mentions, each with the entity that it refers to
// param: ids list – record ids
// param: allowed list – classes that the session may see
// returns: entity – entity id
// returns: mention – all properties of the mention
// returns: record – all properties of the record
// example: ids = ["r1"], allowed = [1]
UNWIND $ids AS asked
MATCH (s:Record WHERE s.id = asked AND s.class IN $allowed)
      -[c:MENTIONS WHERE c.class IN $allowed]->(m:Mention WHERE m.class IN $allowed)
      -[t:REFERS_TO WHERE t.class IN $allowed]->(e:Entity WHERE e.class IN $allowed)
RETURN e.id AS entity, properties(m) AS mention, properties(s) AS record
ORDER BY m.id
