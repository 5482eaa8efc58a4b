// answers the links between pairs of entities as `ties` does, for reads of another time
// param: pairs list – maps with a and b, entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// returns: entity – entity id where the link starts
// returns: here – its type, kind, startDate and endDate
// returns: id – entity id where it ends
// returns: there – its type, kind, startDate and endDate
// returns: link – type of the link
// returns: values – all properties of the link
// example: pairs = [{a: "e1", b: "e2"}], allowed = [1], links = []
UNWIND $pairs AS pair
MATCH (x:Entity WHERE x.id = pair.a AND x.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]->
      (y:Entity WHERE y.id = pair.b AND y.class IN $allowed)
RETURN x.id AS entity, {type: x.type, kind: x.kind, startDate: x.startDate, endDate: x.endDate} AS here,
       y.id AS id, {type: y.type, kind: y.kind, startDate: y.startDate, endDate: y.endDate} AS there,
       type(r) AS link, properties(r) AS values
ORDER BY entity, id, link
