"""Loops over arrays as machine code: made when first run, kept beside the code or in the user's cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

P = ParamSpec("P")
R = TypeVar("R")


def compiled(loop: Callable[P, R]) -> Callable[P, R]:
    """The loop as machine code; made anew in each process where nothing can be written down."""
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(loop)
    except RuntimeError:  # no folder to keep it in
        return njit(nogil=True, error_model="numpy")(loop)


def _reader(made: Any, read: Any) -> Any:
    """Reads one number out of an array that is known by where it lies in memory.

    Arrays that are handed from loop to loop count each time who holds them, which takes longer than to read.
    Whoever makes the address holds the array as long as a loop runs.
    """

    def typed(_: Any, address: Any, place: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            start = builder.inttoptr(given[0], ir.PointerType())
            return builder.load(builder.gep(start, [given[1]], source_etype=read), typ=read)

        return made(types.int64, types.int64), code

    return intrinsic(typed)


whole = _reader(types.int32, ir.IntType(32))
"""The number of 32 bits at a place of the array at an address."""
real = _reader(types.float64, ir.DoubleType())
"""The same of numbers of 64 bits with a point."""
