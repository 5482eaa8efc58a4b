// answers how many mentions and records of some entities can be seen
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: mentions – number of mentions
// returns: records – number of records
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[t:REFERS_TO WHERE t.class IN $allowed]-(m:Mention WHERE m.class IN $allowed)
      <-[c:MENTIONS WHERE c.class IN $allowed]-(s:Record WHERE s.class IN $allowed)
RETURN count(DISTINCT m.id) AS mentions, count(DISTINCT s.id) AS records
