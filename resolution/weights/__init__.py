"""What findings weigh: the model, one pair term by term, and many pairs at once to the same last bit."""
