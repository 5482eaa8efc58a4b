// answers the entities that are joined with another and match a full-text query, in no order
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: text text – query in the syntax of Lucene, made by graph/read/ways.py
// param: allowed list – classes that the session may see
// param: types list – types of entities that are wanted, [] for all
// param: unseen list – maps of type and name of a property of which none may have a value, from graph/read/sight.py
// returns: ids – their ids
// returns: mentions – of each in turn how many mentions it has
// example: index = "entity_text", text = "peeters", allowed = [1, 4], types = [], unseen = []
CALL db.index.fulltext.queryNodes($index, $text) YIELD node AS n
WHERE n.class IN $allowed AND (size($types) = 0 OR n.type IN $types)
  AND none(one IN $unseen WHERE one.type = n.type AND n[one.name] IS NOT NULL)
MATCH (n)-[s:SAME_AS WHERE s.class IN $allowed]-(o:Entity WHERE o.class IN $allowed)
WITH DISTINCT n.id AS id, n.mentions AS mentions
RETURN collect(id) AS ids, collect(mentions) AS mentions
