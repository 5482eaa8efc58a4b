"""The truth, in SQL: records as received and what people did; append-only, in commit order."""
