// answers nothing: gives a projection to the writer with this token; run after projection_hold and a comparison
// param: name text – name of the projection
// param: token integer – the lease token of the writer
// example: {name: "graph", token: 1}
MATCH (p:Projection {name: $name})
SET p.token = $token
