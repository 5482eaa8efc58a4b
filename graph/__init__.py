"""The ontology, the store over Bolt, deriving and writing, reading, paths, projections, exchange."""
