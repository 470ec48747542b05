"""A circuit breaker: a server that has failed several times in a row is left alone for a while."""

from dataclasses import dataclass

FAILURES = 5
REST = 30.0
"""Seconds until one request may try again."""
LONG_REST = 120.0
"""The same where trying again cannot help: a key that is refused."""


@dataclass
class Breaker:
    """Counts failures in a row; times are seconds of any one clock."""

    failures: int = 0
    closed_until: float = 0.0

    def wait(self, now: float) -> float:
        """How long the server is still to be left alone; 0 when it may be asked."""
        return max(0.0, self.closed_until - now)

    def succeed(self) -> None:
        """It answered."""
        self.failures, self.closed_until = 0, 0.0

    def fail(self, now: float, *, for_good: bool = False) -> None:
        """It did not; after the rest, one failure more begins another."""
        self.failures += 1
        if for_good or self.failures >= FAILURES:
            self.closed_until = now + (LONG_REST if for_good else REST)
