"""The stages of the pipeline, one file each: what a stage reads, what it writes, and how far it is."""
