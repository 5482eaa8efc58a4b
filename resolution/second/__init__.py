"""The second stage: how far the weights are to be trusted, learned from what people judged."""
