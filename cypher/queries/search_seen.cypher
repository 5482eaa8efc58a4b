// answers some entities with the words that they are found by and some of their values, for who does not see all
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: names list – names of properties
// param: unseen list – maps of type and name of a property that are not seen, from graph/read/sight.py
// returns: entities – of each a list of id, type, caption, sources, number of mentions, words but for those of `graph/derive/sample.py`, and its values of these names, "" where it has none
// example: ids = ["e1", "e2"], allowed = [1, 4], names = ["caseNumber", "summary"], unseen = [{type: "Case", name: "summary"}]
UNWIND $ids AS asked
MATCH (n:Entity WHERE n.id = asked AND n.class IN $allowed)
WHERE none(one IN $unseen WHERE one.type = n.type AND one.name = 'id')
RETURN collect([n.id, n.type, n.caption, n.sources, n.mentions, split(n.search, ' q1_')[0],
  [name IN $names | coalesce(n[name], '')]]) AS entities
