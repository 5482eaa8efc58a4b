"""The second factor: codes by the clock (TOTP); the ledger's tokens see to it that each counts once."""

from __future__ import annotations

import base64
import hmac
from pathlib import Path

import pyotp
from cryptography.fernet import Fernet, InvalidToken

from ledger.errors import Unavailable
from ledger.keys import Keys

SECONDS = 30
ISSUER = "Locard"


class SecondFactor:
    """Draws, seals and checks the secrets of codes; they are sealed under a key beside the ledger's keys."""

    def __init__(self, keys: Path) -> None:
        key = Keys(keys).keyed("second factor")
        self._fernet = Fernet(base64.urlsafe_b64encode(bytes.fromhex(key)))

    def drawn(self, name: str) -> tuple[str, str]:
        """A new secret as the ledger keeps it, and the address that an authenticator app reads."""
        secret = pyotp.random_base32()
        address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
        return self._fernet.encrypt(secret.encode()).decode(), address

    def step(self, sealed: str, code: str, seconds: float) -> int:
        """The step of the clock whose code this is: now, or the half minute before or after; 0 for none."""
        made = pyotp.TOTP(self._opened(sealed))
        now = int(seconds) // SECONDS
        found = [n for n in (now - 1, now, now + 1) if _same(made.generate_otp(n), code.strip())]
        return max(found, default=0)

    def code(self, sealed: str, seconds: float) -> str:
        """The code of a moment: what the authenticator app shows."""
        return pyotp.TOTP(self._opened(sealed)).generate_otp(int(seconds) // SECONDS)

    def _opened(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unavailable(
                "The second factors cannot be read: restore the keys folder, or give new ones with"
                " locard users change NAME --new-second-factor."
            ) from error


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode(errors="surrogatepass"))
