// answers what is shown of these entities; ids that are hidden or unknown give no row
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: id – entity id
// returns: type – type of the ontology
// returns: caption – short name
// returns: sources – names of the sources that mention it
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
RETURN e.id AS id, e.type AS type, e.caption AS caption, e.sources AS sources
ORDER BY id
