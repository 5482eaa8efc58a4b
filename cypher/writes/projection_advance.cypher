// answers nothing: sets the place of a projection at the end of the transaction that brought it there
// param: name text – name of the projection
// param: position integer – up to where it has been brought
// param: incarnation text – of the ledger that it was made from
// example: {name: "graph", position: 12, incarnation: "a1"}
MATCH (p:Projection {name: $name})
SET p.position = $position, p.incarnation = $incarnation
