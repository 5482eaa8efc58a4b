// answers how many entities match each of some full-text queries
// param: index text – what the server calls the index, from graph/store/fulltext.py
// param: texts list – queries in the syntax of Lucene, made by graph/read/ways.py
// param: allowed list – classes that the session may see
// param: unseen list – maps of type and name of a property of which none may have a value, from graph/read/sight.py
// returns: text – the query
// returns: total – number of entities; a query that nothing matches has no row
// example: index = "entity_text", texts = ["q3_jan", "q3_peeters"], allowed = [1], unseen = []
UNWIND $texts AS text
CALL db.index.fulltext.queryNodes($index, text) YIELD node AS n
WHERE n.class IN $allowed AND none(one IN $unseen WHERE one.type = n.type AND n[one.name] IS NOT NULL)
RETURN text, count(*) AS total
ORDER BY text
