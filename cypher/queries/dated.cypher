// answers the links of some entities in order of time: when what they lead to happened, else when they were true
// param: ids list – entity ids
// param: allowed list – classes that the session may see
// param: links list – types of links that are wanted, [] for all
// param: types list – types of neighbours that are wanted, [] for all
// param: since text – what ended before is left out; "" for no bound
// param: until text – what began after is left out; "~" for no bound
// param: undated bool – whether links without any date follow the others
// param: skip int – rows to pass over
// param: limit int – rows per page
// returns: here – entity id of the list
// returns: id – entity id of the neighbour
// returns: type – its type
// returns: caption – its short name
// returns: sources – names of the sources that mention it
// returns: link – type of the link
// returns: outgoing – true when the link leads away from the entity
// returns: values – all properties of the link
// returns: begins – when it began, "" where that is not known
// returns: ends – when it ended, "" where that is not known
// returns: at – by what they are in order
// example: ids = ["e1"], allowed = [1], links = [], types = [], since = "2026", until = "2026-05~", undated = false, skip = 0, limit = 25
UNWIND $ids AS asked
MATCH (e:Entity WHERE e.id = asked AND e.class IN $allowed)
      -[r WHERE r.class IN $allowed AND type(r) <> 'SAME_AS' AND (size($links) = 0 OR type(r) IN $links)]-
      (n:Entity WHERE n.class IN $allowed AND NOT n.id IN $ids AND (size($types) = 0 OR n.type IN $types))
WITH e, r, n,
     CASE WHEN coalesce(n.begins, n.ends) IS NULL THEN coalesce(r.begins, r.valid_from, '')
          ELSE coalesce(n.begins, '') END AS begins,
     CASE WHEN coalesce(n.begins, n.ends) IS NULL THEN coalesce(r.ends, r.valid_to, '')
          ELSE coalesce(n.ends, n.begins) END AS ends
WITH e, r, n, begins, ends, begins <> '' OR ends <> '' AS dated
WHERE (dated AND begins <= $until AND (ends = '' OR ends + '~' >= $since)) OR ($undated AND NOT dated)
RETURN e.id AS here, n.id AS id, n.type AS type, n.caption AS caption, n.sources AS sources, type(r) AS link,
       startNode(r).id = e.id AS outgoing, properties(r) AS values, begins, ends,
       CASE WHEN begins <> '' THEN begins WHEN dated THEN ends ELSE '~' END AS at
ORDER BY at, link, caption, id, outgoing, here
SKIP $skip
LIMIT $limit
