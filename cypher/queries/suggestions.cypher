// answers the suggestions about some entities, each with both of its ends
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: types list – types of suggestions that are wanted, [] for all
// param: skip int – rows to pass over
// param: limit int – rows per page
// returns: values – what is told of the suggestion
// returns: other – entity id of the other end
// returns: type – its type
// returns: caption – its short name
// returns: sources – names of the sources that mention it
// example: ids = ["e1"], allowed = [1], types = ["associate"], skip = 0, limit = 10
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      <-[p:PROPOSES WHERE p.class IN $allowed]-
      (s:Suggestion WHERE s.class IN $allowed AND (size($types) = 0 OR s.type IN $types))
      -[q:PROPOSES WHERE q.class IN $allowed]->(o:Entity WHERE o.class IN $allowed AND NOT o.id IN $ids)
WITH s, o, {id: s.id, type: s.type, score: s.score, evidence: s.evidence, against: s.against,
            would_change: s.would_change, records: s.records, model: s.model} AS values
RETURN values, o.id AS other, o.type AS type, o.caption AS caption, o.sources AS sources
ORDER BY values.score DESC, values.id
SKIP $skip
LIMIT $limit
