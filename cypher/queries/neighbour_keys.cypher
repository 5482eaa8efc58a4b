// answers what very many neighbours of some entities are put in order by, in one row of lists
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of neighbours that are wanted, [] for all
// returns: links – of each in turn the type of the link
// returns: captions – its short name
// returns: others – its entity id
// returns: outgoing – true when the link leads away from the entity
// returns: entities – entity id of the list
// example: ids = ["e1"], allowed = [1], links = [], types = []
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids AND (size($types) = 0 OR n.type IN $types))
RETURN collect(type(r)) AS links, collect(n.caption) AS captions, collect(n.id) AS others,
       collect(startNode(r) = e) AS outgoing, collect(e.id) AS entities
