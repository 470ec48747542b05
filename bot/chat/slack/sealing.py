"""Tokens at rest: sealed with Fernet (AES-128-CBC with HMAC-SHA-256) under keys from the environment.

The first key seals, all of them open: put a new one in front, reseal, then take the old one away.
https://cryptography.io/en/latest/fernet/
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.errors import ConfigError

VARIABLE = "BRIEFWIRE_SLACK__ENCRYPTION_KEYS"


def new_key() -> str:
    """A key for the environment."""
    return Fernet.generate_key().decode()


class Seal:
    """Seals and opens tokens; raises ConfigError without keys, or with one that is none."""

    def __init__(self, keys: SecretStr) -> None:
        given = [key.strip() for key in keys.get_secret_value().split(",") if key.strip()]
        if not given:
            raise ConfigError(f"{VARIABLE} is not set: make a key with `briefwire slack key`.")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in given])
        except ValueError as error:
            raise ConfigError(f"{VARIABLE} holds no key: make one with `briefwire slack key`.") from error

    def close(self, secret: str) -> str:
        """The secret, sealed."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str, within: int | None = None) -> str:
        """The secret; raises ConfigError when no key opens it, or (seconds) it was sealed too long ago."""
        try:
            return self._fernet.decrypt(sealed, ttl=within).decode()
        except InvalidToken as error:
            raise ConfigError(
                f"No key in {VARIABLE} opens what is stored: add the key that it was sealed with."
            ) from error

    def again(self, sealed: str) -> str:
        """The same secret, sealed with the first key."""
        try:
            return self._fernet.rotate(sealed).decode()
        except InvalidToken as error:
            raise ConfigError(
                f"No key in {VARIABLE} opens a stored token: add the key that it was sealed with."
            ) from error
