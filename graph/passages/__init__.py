"""Passages of plates at cameras: a stream in Parquet files beside the graph."""
