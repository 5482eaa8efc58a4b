// answers the links of these entities as bare ties, for analysis; reads no value of a person
// param: ids list – entity ids
// param: allowed list – classes that are computed on
// param: links list – types of links that are wanted
// returns: id – entity id
// returns: link – type of the link
// returns: other – entity id of the other end
// returns: type – its type
// returns: kind – its kind, null for types without kinds
// returns: outgoing – true when the link leads away from the entity
// returns: status – asserted, alleged or denied
// returns: disputed – true when one source states what another denies
// returns: role – roles, null on links without roles
// returns: role_status – status of each role
// returns: records – ids of the records that support the link
// returns: valid_from – since when it was true
// returns: valid_to – until when
// example: ids = ["e1"], allowed = [1], links = ["USES"]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) IN $links]-(n:Entity WHERE n.class IN $allowed)
RETURN e.id AS id, type(r) AS link, n.id AS other, n.type AS type,
       CASE WHEN n.type = 'Object' THEN n.kind ELSE null END AS kind, startNode(r) = e AS outgoing,
       r.status AS status, r.disputed AS disputed, r.role AS role, r.role_status AS role_status,
       r.records AS records, r.valid_from AS valid_from, r.valid_to AS valid_to
ORDER BY id, link, other, outgoing
