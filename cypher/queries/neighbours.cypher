// answers neighbours of some entities, each with the link that leads to it, in no order: that costs more than they do
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of neighbours that are wanted, [] for all
// param: limit int – rows at most
// returns: entity – entity id of the list
// returns: id – entity id of the neighbour
// returns: type – its type
// returns: caption – its short name
// returns: sources – names of the sources that mention it
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: values – all properties of the link
// example: ids = ["e1"], allowed = [1], links = ["USES"], types = [], limit = 201
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids AND (size($types) = 0 OR n.type IN $types))
RETURN e.id AS entity, n.id AS id, n.type AS type, n.caption AS caption, n.sources AS sources, type(r) AS link,
       startNode(r) = e AS outgoing, properties(r) AS values
LIMIT $limit
