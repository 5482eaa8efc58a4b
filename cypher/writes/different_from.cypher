// answers nothing; writes that two mentions are not one thing, as one class knows; an end that is not there yet is waited for
// param: rows list – maps with from, to and values (class, judged, reason)
// example: rows = [{from: "m1", to: "m2", values: {class: 11, judged: true, reason: "judgement"}}]
UNWIND $rows AS row
MATCH (a:Mention {id: row.from})
MATCH (b:Mention {id: row.to})
MERGE (a)-[r:DIFFERENT_FROM {class: row.values.class}]->(b)
SET r = row.values
