// answers nothing: locks the projection for this transaction, so that what is read of it next stays true
// param: name text – name of the projection
// example: {name: "graph"}
MATCH (p:Projection {name: $name})
SET p.writes = coalesce(p.writes, 0) + 1
