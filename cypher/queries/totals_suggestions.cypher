// answers how many suggestions there are of each type
// param: allowed list – classes that the session may see
// returns: type – type of the suggestions
// returns: total – number of suggestions
// example: allowed = [1]
MATCH (s:Suggestion WHERE s.class IN $allowed)
RETURN s.type AS type, count(*) AS total
ORDER BY type
