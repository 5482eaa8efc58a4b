"""The edges: HTTP, GraphQL, command line, page, and the pipeline that decides which stage runs when."""
