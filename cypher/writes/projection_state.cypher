// answers who may write a projection and where it stands; run after projection_hold
// param: name text – name of the projection
// returns: token – the lease token of the last writer
// returns: position – up to where the projection has been brought
// returns: incarnation – of the ledger that it was made from, "" before the first and during a reset
// returns: writes – how many transactions have held it, this one too
// example: {name: "graph"}
MATCH (p:Projection {name: $name})
RETURN p.token AS token, p.position AS position, p.incarnation AS incarnation,
       coalesce(p.writes, 0) AS writes
