"""Schema and named queries as .cypher files, one statement per file, parameters described."""
