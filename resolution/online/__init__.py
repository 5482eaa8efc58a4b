"""Who is who, record by record: an index on disk that always equals the batch over what it holds."""
