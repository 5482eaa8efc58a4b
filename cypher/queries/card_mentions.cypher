// answers the mentions of some entities, each with its record; a mention without a visible record is not shown
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: after text – mention id of the last row of the page before, "" for the first page
// param: limit int – mentions per page
// returns: mention – all properties of the mention
// returns: record – all properties of its record
// example: ids = ["e1"], allowed = [1], after = "", limit = 100
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[t:REFERS_TO WHERE t.class IN $allowed]-(m:Mention WHERE m.class IN $allowed AND m.id > $after)
      <-[c:MENTIONS WHERE c.class IN $allowed]-(s:Record WHERE s.class IN $allowed)
RETURN properties(m) AS mention, properties(s) AS record
ORDER BY m.id
LIMIT $limit
