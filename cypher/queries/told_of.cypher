// answers what is told of some entities: their mentions, each with its record; for reads of another time
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: limit int – mentions at most
// returns: entity – entity id
// returns: mention – all properties of the mention
// returns: record – all properties of its record
// example: ids = ["e1"], allowed = [1], limit = 20001
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[t:REFERS_TO WHERE t.class IN $allowed]-(m:Mention WHERE m.class IN $allowed)
      <-[c:MENTIONS WHERE c.class IN $allowed]-(s:Record WHERE s.class IN $allowed)
RETURN e.id AS entity, properties(m) AS mention, properties(s) AS record
ORDER BY m.id
LIMIT $limit
