"""The first load: an empty graph is filled by what its server loads fastest, to the same content."""

from graph.load.load import Loading, forgotten, load, takes

__all__ = ["Loading", "forgotten", "load", "takes"]
