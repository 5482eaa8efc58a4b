// answers when events and cases among these entities began and ended, in UTC
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// returns: id – entity id
// returns: begins – when it began, null where that is not known
// returns: ends – when it ended, null where that is not known
// example: ids = ["e1"], allowed = [1]
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed AND coalesce(e.begins, e.ends) IS NOT NULL)
RETURN e.id AS id, e.begins AS begins, e.ends AS ends
ORDER BY id
