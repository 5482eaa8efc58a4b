// answers the entities that these mention ids address; ids that are hidden or unknown give no row
// param: ids list – mention ids
// param: allowed list – classes that the session may see
// returns: asked – the mention id
// returns: id – the id of its entity
// example: ids = ["m1"], allowed = [1]
UNWIND $ids AS asked
MATCH (m:Mention WHERE m.id = asked AND m.class IN $allowed)
      -[t:REFERS_TO WHERE t.class IN $allowed]->(e:Entity WHERE e.class IN $allowed)
RETURN asked, e.id AS id
ORDER BY asked, id
