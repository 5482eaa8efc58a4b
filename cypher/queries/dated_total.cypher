// answers how many links of some entities have a date within bounds, and how many have none
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of neighbours that are wanted, [] for all
// param: since text – what ended before is left out; "" for no bound
// param: until text – what began after is left out; "~" for no bound
// returns: dated – links with a date within the bounds
// returns: undated – links without any date
// example: ids = ["e1"], allowed = [1], links = [], types = [], since = "2026", until = "2026-05~"
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids AND (size($types) = 0 OR n.type IN $types))
WITH CASE WHEN coalesce(n.begins, n.ends) IS NULL THEN coalesce(r.begins, r.valid_from, '')
          ELSE coalesce(n.begins, '') END AS begins,
     CASE WHEN coalesce(n.begins, n.ends) IS NULL THEN coalesce(r.ends, r.valid_to, '')
          ELSE coalesce(n.ends, n.begins) END AS ends
WITH begins, ends, begins <> '' OR ends <> '' AS dated
RETURN sum(CASE WHEN dated AND begins <= $until AND (ends = '' OR ends + '~' >= $since) THEN 1 ELSE 0 END) AS dated,
       sum(CASE WHEN dated THEN 0 ELSE 1 END) AS undated
