// answers nothing; takes the name of the last run off what it made: it tells of the whole ledger
// param: rows list – maps with type, class and run (of the last run)
// example: rows = [{type: "associate", class: 1, run: "associate-1234@77"}]
UNWIND $rows AS row
MATCH (s:Suggestion)
WHERE s.type = row.type AND s.class = row.class AND s.run = row.run
REMOVE s.run
