// answers the entities that bear one of these words of identifiers; whether a value is the same is checked after
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: text text – query in the syntax of Lucene, made of letters and figures
// param: allowed list – classes that the session may see
// param: limit int – entities at most
// returns: id – entity id
// returns: values – all its properties
// example: index = "entity_text", text = "1abc234 OR 2def345", allowed = [1], limit = 200
CALL db.index.fulltext.queryNodes($index, $text) YIELD node AS n
WHERE n.class IN $allowed
RETURN n.id AS id, properties(n) AS values
ORDER BY id
LIMIT $limit
