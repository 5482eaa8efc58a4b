"""A seeded small society and the records that police systems would hold about it, with the truth beside."""
