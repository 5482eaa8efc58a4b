// answers where a projection stands, and gives it to the writer with this token unless a later one has it
// param: name text – name of the projection
// param: token integer – the lease token of the writer
// returns: position – up to where the projection has been brought
// returns: incarnation – of the ledger that it was made from, "" before the first and during a reset
// example: {name: "graph", token: 1}
MERGE (p:Projection {name: $name})
ON CREATE SET p.position = 0, p.token = $token, p.incarnation = ''
WITH p WHERE p.token <= $token
SET p.token = $token
RETURN p.position AS position, p.incarnation AS incarnation
