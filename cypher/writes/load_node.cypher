// answers nothing; makes nodes of a first load, on Neo4j alone: none of them is there yet
// param: rows list – maps with labels and values (id, class and all other properties)
// example: rows = [{labels: ["Entity", "Person"], values: {id: "e1", class: 1, type: "Person", caption: "…"}}]
UNWIND $rows AS row
CREATE (n:$(row.labels))
SET n = row.values
