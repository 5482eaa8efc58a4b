// answers a page of the neighbours of some entities, each with the link that leads to it
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of neighbours that are wanted, [] for all
// param: skip int – rows to pass over
// param: limit int – rows per page
// returns: id – entity id of the neighbour
// returns: type – its type
// returns: caption – its short name
// returns: sources – names of the sources that mention it
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: values – all properties of the link
// example: ids = ["e1"], allowed = [1], links = ["USES"], types = [], skip = 0, limit = 25
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids AND (size($types) = 0 OR n.type IN $types))
WITH e, r, n, type(r) AS link, n.caption AS caption, n.id AS id
ORDER BY link, caption, id, startNode(r) = e, e.id
SKIP $skip
LIMIT $limit
RETURN id, n.type AS type, caption, n.sources AS sources, link, startNode(r) = e AS outgoing,
       properties(r) AS values
ORDER BY link, caption, id, outgoing, e.id
