// answers what classes above know of mentions, where an entity of these stands for it; each with the mention's record
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: entity – entity id
// returns: class – the class that knows it
// returns: over – the classes below that one
// returns: said – the values of the mention as they are known there, as JSON
// returns: mention – all properties of the mention
// returns: record – all properties of its record
// example: ids = ["e1"], allowed = [1, 11]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed AND e.corrects IS NOT NULL)
WITH e, e.corrects AS original
MATCH (m:Mention WHERE m.id = original AND m.class IN $allowed)
      <-[c:MENTIONS WHERE c.class IN $allowed]-(s:Record WHERE s.class IN $allowed)
RETURN e.id AS entity, e.class AS class, e.over AS over, e.statements AS said,
       properties(m) AS mention, properties(s) AS record
ORDER BY entity
