// answers the entities that match a full-text query and hold, one way or another, what must be there besides
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: text text – query in the syntax of Lucene, made by graph/read/ways.py
// param: ways list – ways, of which any will do: maps of groups, each a map of keys of which one, with the blanks that end it, must be there
// param: allowed list – classes that the session may see
// param: types list – types of entities that are wanted, [] for all
// param: sources list – sources of which one must mention it, [] for all
// param: unseen list – maps of type and name of a property of which none may have a value, from graph/read/sight.py
// returns: ids – their ids
// returns: mentions – of each in turn how many mentions it has
// example: index = "entity_text", text = "peeters", ways = [{groups: [{keys: [" jan "]}, {keys: [" peeters "]}]}], allowed = [1], types = [], sources = [], unseen = []
CALL db.index.fulltext.queryNodes($index, $text) YIELD node AS n
WHERE n.class IN $allowed AND (size($types) = 0 OR n.type IN $types)
  AND (size($sources) = 0 OR any(source IN n.sources WHERE source IN $sources))
  AND none(one IN $unseen WHERE one.type = n.type AND n[one.name] IS NOT NULL)
WITH n.id AS id, n.mentions AS mentions, ' ' + n.search + ' ' AS words
WHERE any(way IN $ways WHERE all(one IN way.groups WHERE any(key IN one.keys WHERE words CONTAINS key)))
RETURN collect(id) AS ids, collect(mentions) AS mentions
