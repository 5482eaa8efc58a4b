// answers some entities with the words that they are found by, in one row: many rows cost more than what they hold
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: entities – of each a list of id, type, caption, sources, number of mentions, the words that a match is checked against
// example: ids = ["e1", "e2"], allowed = [1, 4]
UNWIND $ids AS asked
MATCH (n:Entity WHERE n.id = asked AND n.class IN $allowed)
RETURN collect([n.id, n.type, n.caption, n.sources, n.mentions, split(n.search, ' t_')[0]]) AS entities
