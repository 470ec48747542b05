"""Everything that Briefwire raises on purpose.

    BriefwireError
    ├── ConfigError      a setting is unknown, malformed or contradicts another
    ├── InputError       a source or question that cannot be read: wrong kind, empty, too long
    ├── FetchError       an address that was refused, did not answer, or answered badly
    ├── ExtractError     a document in which no article was found
    ├── ModelError       a model that is missing, failed or ran out of time
    │   └── OutOfTimeError   work that was ended because its time was over
    ├── StoreError       a database that is unreachable, full, damaged or of another version
    └── DeliveryError    a post that a platform refused, or that may not have arrived

The message of each is one line for the person in front of it: what happened, then what to do.
"""


class BriefwireError(Exception):
    """The root: catch this to show any expected failure as one line."""


class ConfigError(BriefwireError):
    """A setting is unknown, malformed or contradicts another."""


class InputError(BriefwireError):
    """A source or question cannot be read: missing, wrong kind, empty, too long."""


class FetchError(BriefwireError):
    """An address was refused, did not answer, or answered with something unusable.

    `passing` says that it may well answer later (no answer, a fault of its own, asked too often).
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class ExtractError(BriefwireError):
    """A document was read, and no article was found in it."""


class ModelError(BriefwireError):
    """A model is missing, failed, or ran out of time."""


class OutOfTimeError(ModelError):
    """A piece of work was ended because its time was over."""


class StoreError(BriefwireError):
    """The database is unreachable, full, damaged, or of another version."""


class DeliveryError(BriefwireError):
    """A post was refused, or may not have arrived.

    `retry_after` is how many seconds the platform asks to wait, if it does; `permanent` says that
    trying again is of no use (channel gone, no permission).
    """

    def __init__(self, message: str, *, retry_after: float | None = None, permanent: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.permanent = permanent
