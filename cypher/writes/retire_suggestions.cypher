// answers nothing; deletes the suggestions of a type and class that the last run did not make
// param: rows list – maps with type, class and run (of the last run)
// example: rows = [{type: "associate", class: 1, run: "associate-1234@77"}]
UNWIND $rows AS row
MATCH (s:Suggestion)
WHERE s.type = row.type AND s.class = row.class AND coalesce(s.run, '') <> row.run
DETACH DELETE s
