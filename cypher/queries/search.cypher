// answers the entities whose words match a full-text query, those with most mentions first
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: text text – query in the syntax of Lucene, made by graph/read/typed.py
// param: allowed list – classes that the session may see
// param: types list – types of entities that are wanted, [] for all
// param: sources list – sources of which one must mention it, [] for all
// param: limit int – entities at most
// returns: id – entity id
// returns: type – type of the ontology
// returns: caption – short name
// returns: sources – names of the sources that mention it
// returns: mentions – how many mentions it has
// returns: search – the words that it is found by
// example: index = "entity_text", text = "(jan AND peeters)", allowed = [1], types = [], sources = [], limit = 1001
CALL db.index.fulltext.queryNodes($index, $text) YIELD node AS n
WHERE n.class IN $allowed AND (size($types) = 0 OR n.type IN $types)
  AND (size($sources) = 0 OR any(source IN n.sources WHERE source IN $sources))
RETURN n.id AS id, n.type AS type, n.caption AS caption, n.sources AS sources, n.mentions AS mentions,
       n.search AS search
ORDER BY mentions DESC, id
LIMIT $limit
