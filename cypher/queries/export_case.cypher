// answers the cases that bear a number, for an export of a whole case
// param: number text – the case number as it is stored
// param: allowed list – classes that the session may see
// returns: id – entity id of the case
// example: number = "BR.11.LA.000001/2026", allowed = [1]
MATCH (e:Case WHERE e.caseNumber = $number AND e.class IN $allowed)
RETURN e.id AS id
ORDER BY id
