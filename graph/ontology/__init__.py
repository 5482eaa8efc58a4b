"""The ontology: types, properties and relations as YAML, and what a record says in their words."""
