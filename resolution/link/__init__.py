"""Links the rows of any table: who is who without ledger, graph or labels."""
