// answers nothing; writes records without their content, by id; one that is there stays, but for another class
// param: rows list – maps with id and values (id, class, source, feed, key, grade, handling, times)
// example: rows = [{id: "r1", values: {id: "r1", class: 1, source: "ANPR"}}]
UNWIND $rows AS row
MERGE (s:Record {id: row.id})
ON CREATE SET s = row.values
WITH s, row
WHERE s.class <> row.values.class
SET s = row.values
