"""Every change of who is who, with what caused it: kept beside the clusters, and not made anew with them."""

from resolution.history.event import Cause, Deed, Event
from resolution.history.store import History

__all__ = ["Cause", "Deed", "Event", "History"]
