// answers how many neighbours some entities have by link type, direction and neighbour type
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: type – type of the neighbours
// returns: total – number of links
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS']-(n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids)
RETURN type(r) AS link, startNode(r) = e AS outgoing, n.type AS type, count(*) AS total
ORDER BY link, type, outgoing
