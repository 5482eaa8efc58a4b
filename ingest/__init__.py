"""Records come in here: feeds, readers, extraction and the synthetic world."""
