"""Every error that Locard raises on purpose; the edge maps them to HTTP and GraphQL by `status`.

LocardError 500
├── BadInput 400          a row, file or argument that cannot be used: says which and why
│   └── Erased           content that was erased and was not collected anew
├── BadConfiguration 500  a data file of ours (ontology, feed, policy, statement) with file and line
├── Missing 404           an id that this user cannot see or that does not exist: the same words
├── NoPurpose 403         a question about persons without case number and reason
├── SignedOut 401         nobody is signed in, or no longer: the same words whatever the cause
├── Forbidden 403         a policy says no
│   └── Denied            what a function may not do
│       ├── StepUp        what it may do with a fresh second factor alone
│       └── TooOld        what its purpose does not reach back to
├── Contradiction 409     a judgement that would contradict others: with the chain
├── LostLease 409         another writer took over while this one was paused
├── Unavailable 503       a server that does not answer: says what to do
└── Tampered 500          a store that is not what it was when it was written
"""

from __future__ import annotations


class LocardError(Exception):
    """Base of all: `detail` says what is wrong and what to do, `status` is its HTTP meaning."""

    status = 500

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class BadInput(LocardError):
    """What was given cannot be used; the rest goes on without it."""

    status = 400


class Erased(BadInput):
    """What was given was erased, and nobody says that it was collected anew."""


class BadConfiguration(LocardError):
    """A data file of Locard (ontology, feed, policy, statement) is wrong; names file and line."""

    status = 500


class Missing(LocardError):
    """There is no such thing for this user; says the same when it exists and is hidden."""

    status = 404


class NoPurpose(LocardError):
    """A question about persons needs a case number and a reason."""

    status = 403


class Forbidden(LocardError):
    """A policy forbids the act."""

    status = 403


class Denied(Forbidden):
    """The policies do not let this function do it."""


class StepUp(Denied):
    """The policies permit it with a fresh second factor alone: give a code, and do it again."""


class TooOld(Denied):
    """It was collected before what this purpose reaches back to; says from when on it sees."""


class SignedOut(LocardError):
    """Nobody is signed in here; says the same for what never was, has expired, was forged or closed."""

    status = 401


class Contradiction(LocardError):
    """A judgement contradicts others that its author may see; names the chain."""

    status = 409


class Drifted(LocardError):
    """A new model is too unlike the last to be published unseen; gives both numbers."""

    status = 409


class LostLease(LocardError):
    """Another writer took the lease; what this one still wants to write is refused."""

    status = 409


class Unavailable(LocardError):
    """A server does not answer or cannot be started; says what to do."""

    status = 503


class Tampered(LocardError):
    """A store does not hold what was written to it."""

    status = 500
