"""How a model is learned from a layer's persons and from what people judged, and whether it drifts."""
