"""The GraphQL edge: one file per concept, read through the port alone."""
