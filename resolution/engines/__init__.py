"""Where candidates are found and weighed: DuckDB in process, or Spark."""
