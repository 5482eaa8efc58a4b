// answers the links between pairs of entities, in the direction in which they are stored
// param: pairs list – maps with a and b, entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// returns: a – entity id where the link starts
// returns: b – entity id where it ends
// returns: link – type of the link
// returns: values – all properties of the link
// example: pairs = [{a: "e1", b: "e2"}], allowed = [1], links = []
UNWIND $pairs AS pair
MATCH (x:Entity WHERE x.id = pair.a AND x.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]->
      (y:Entity WHERE y.id = pair.b AND y.class IN $allowed)
RETURN x.id AS a, y.id AS b, type(r) AS link, properties(r) AS values
ORDER BY a, b, link
