// answers how many nodes were deleted: empties the graph a part at a time, its projections apart
// param: size integer – at most so many nodes in one transaction
// returns: deleted – nodes deleted, 0 when nothing is left
// example: {size: 5000}
MATCH (n) WHERE NOT n:Projection
WITH n LIMIT $size
DETACH DELETE n
RETURN count(*) AS deleted
