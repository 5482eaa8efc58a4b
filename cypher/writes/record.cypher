// answers nothing; writes records without their content, by id
// param: rows list – maps with id and values (id, class, source, feed, key, grade, handling, times)
// example: rows = [{id: "r1", values: {id: "r1", class: 1, source: "ANPR"}}]
UNWIND $rows AS row
MERGE (s:Record {id: row.id})
SET s = row.values
