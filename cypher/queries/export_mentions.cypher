// answers all mentions of some entities, for an export; a mention without a visible record is not among them
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: entity – entity id
// returns: mention – all properties of the mention
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[t:REFERS_TO WHERE t.class IN $allowed]-(m:Mention WHERE m.class IN $allowed)
      <-[c:MENTIONS WHERE c.class IN $allowed]-(s:Record WHERE s.class IN $allowed)
RETURN e.id AS entity, properties(m) AS mention
ORDER BY e.id, m.id
