"""Why, why not and how: the waterfall of a pair, how a cluster grew, and both in words."""
