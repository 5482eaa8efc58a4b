"""Word lists of the synthetic world: names, places, things, report templates."""
