"""Sweeps are seldom in bulk work: what holds itself still goes, and all is as before at the end."""

from __future__ import annotations

import gc
import weakref

import pytest

from graph.load.seldom import YOUNG, seldom_swept


class Held:
    """What holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_holds_itself_goes_while_sweeps_are_seldom() -> None:
    with seldom_swept():
        first = weakref.ref(Held())
        waiting = [Held() for _ in range(YOUNG // 4)]
        assert first() is not None
        waiting += [Held() for _ in range(YOUNG)]
        assert first() is None
    assert len(waiting) > YOUNG


def test_sweeps_are_as_before_also_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom_swept():
        assert gc.get_threshold() != before
        raise KeyError
    assert gc.get_threshold() == before
