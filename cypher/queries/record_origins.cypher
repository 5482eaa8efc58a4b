// answers what tells the origin of some records: their source, key and what was kept of their text
// param: ids list – record ids
// param: allowed list – classes that are computed on
// returns: id – record id
// returns: source – name of the source
// returns: key – key of the record in its source
// returns: origin – what was kept of its text, as JSON; null where nothing was
// example: ids = ["r1"], allowed = [1]
UNWIND $ids AS asked
MATCH (s:Record WHERE s.id = asked AND s.class IN $allowed)
RETURN s.id AS id, s.source AS source, s.key AS key, s.origin AS origin
ORDER BY id
