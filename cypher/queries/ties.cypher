// answers all links of some entities, with the dates of both ends where they are events or cases
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: limit int – links at most
// returns: entity – entity id of the list
// returns: here – its type, kind, startDate and endDate
// returns: id – entity id of the other end
// returns: there – its type, kind, startDate and endDate
// returns: caption – the short name of the other end
// returns: sources – names of the sources that mention it
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: values – all properties of the link
// example: ids = ["e1"], allowed = [1], links = [], limit = 20001
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed)
RETURN e.id AS entity, {type: e.type, kind: e.kind, startDate: e.startDate, endDate: e.endDate} AS here,
       n.id AS id, {type: n.type, kind: n.kind, startDate: n.startDate, endDate: n.endDate} AS there,
       n.caption AS caption, n.sources AS sources, type(r) AS link, startNode(r) = e AS outgoing,
       properties(r) AS values
ORDER BY entity, link, id, outgoing
LIMIT $limit
