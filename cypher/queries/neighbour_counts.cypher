// answers how many neighbours an entity has by link type, direction and neighbour type
// param: id text – entity id
// param: allowed list – classes that the session may see
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: type – type of the neighbours
// returns: total – number of links
// example: id = "e1", allowed = [1]
MATCH (e:Entity WHERE e.id = $id AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed]-(n:Entity WHERE n.class IN $allowed)
RETURN type(r) AS link, startNode(r).id = $id AS outgoing, n.type AS type, count(*) AS total
ORDER BY link, type, outgoing
