// answers nothing: makes the node of a projection when there is none
// param: name text – name of the projection
// param: token integer – the lease token of the writer
// example: {name: "graph", token: 1}
MERGE (p:Projection {name: $name})
ON CREATE SET p.position = 0, p.token = $token, p.incarnation = ''
