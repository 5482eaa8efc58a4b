"""Why somebody looks: the case and the reason without which there is no question about persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ledger.canonical import JSON
from ledger.errors import BadInput, NoPurpose

CASE, REASON, DOMAIN = "X-Locard-Case", "X-Locard-Reason", "X-Locard-Domain"
DECISION = "X-Locard-Decision"
DOMAINS = ("judicial", "administrative")
LONGEST = 500
"""Characters that a case number or a reason may have."""


@dataclass(frozen=True)
class Purpose:
    """Domain, case number and reason of a session, and in what function and under which policies it looks.

    Each act is logged under them; `glass` names the case whose glass was broken, while that lasts,
    `decision` is the number of the decision that opens older passages, and `assignment` says why that to
    the case does not hold, for the log alone.
    """

    domain: str
    case: str
    reason: str
    function: str = ""
    policy: str = ""
    glass: str = ""
    decision: str = ""
    assignment: str = ""

    def told(self, operation: str, **more: JSON) -> dict[str, JSON]:
        """What the log says of an operation beside who, why and for which case."""
        by = {"function": self.function, "policy": self.policy, "glass": self.glass}
        by |= {"decision": self.decision, "assignment": self.assignment}
        return {
            "operation": operation,
            "domain": self.domain,
            **{name: said for name, said in by.items() if said},
            **more,
        }


def purpose_of(headers: Mapping[str, str]) -> Purpose:
    """Read the purpose from a request's headers (percent-encoded UTF-8); NoPurpose says what is lacking."""
    case, reason = _text(headers, CASE), _text(headers, REASON)
    if not case or not reason:
        lacking = " and ".join(name for name, value in ((CASE, case), (REASON, reason)) if not value)
        raise NoPurpose(f"A question about persons needs a case number and a reason: send {lacking}.")
    return Purpose(_domain(headers), case, reason, decision=_text(headers, DECISION))


def _domain(headers: Mapping[str, str]) -> str:
    domain = _text(headers, DOMAIN) or DOMAINS[0]
    if domain not in DOMAINS:
        raise BadInput(f"{DOMAIN} is {domain!r}; it is one of {', '.join(DOMAINS)}.")
    return domain


def _text(headers: Mapping[str, str], name: str) -> str:
    value = unquote(headers.get(name, "")).strip()
    if len(value) > LONGEST:
        raise BadInput(f"{name} is longer than {LONGEST} characters.")
    return value
