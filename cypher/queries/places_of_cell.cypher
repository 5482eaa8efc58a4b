// answers the places in some cells of the fine grid, with their coordinates
// param: cells list – cells, as `graph/derive/keys.py` names them
// param: allowed list – classes that the session may see
// param: limit int – places at most
// returns: id – entity id
// returns: latitude – in degrees
// returns: longitude – in degrees
// example: cells = ["5105:372"], allowed = [1], limit = 20001
UNWIND $cells AS cell
MATCH (l:Location WHERE l.cell = cell AND l.class IN $allowed)
RETURN l.id AS id, l.latitude AS latitude, l.longitude AS longitude
ORDER BY id
LIMIT $limit
