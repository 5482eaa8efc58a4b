// answers the entities that are joined with another and match a full-text query
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: text text – query in the syntax of Lucene, made by graph/read/typed.py
// param: allowed list – classes that the session may see
// param: types list – types of entities that are wanted, [] for all
// param: limit int – entities at most
// returns: id – entity id
// returns: type – type of the ontology
// returns: caption – short name
// returns: sources – names of the sources that mention it
// returns: mentions – how many mentions it has
// returns: search – the words that it is found by
// example: index = "entity_text", text = "peeters", allowed = [1, 4], types = [], limit = 1001
CALL db.index.fulltext.queryNodes($index, $text) YIELD node AS n
WHERE n.class IN $allowed AND (size($types) = 0 OR n.type IN $types)
MATCH (n)-[s:SAME_AS WHERE s.class IN $allowed]-(o:Entity WHERE o.class IN $allowed)
RETURN DISTINCT n.id AS id, n.type AS type, n.caption AS caption, n.sources AS sources,
       n.mentions AS mentions, n.search AS search
ORDER BY mentions DESC, id
LIMIT $limit
