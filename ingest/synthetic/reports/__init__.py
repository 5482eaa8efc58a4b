"""Reports in four languages from templates, each with every mention's span as it was written."""
