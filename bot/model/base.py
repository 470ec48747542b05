"""What every value of the domain is: frozen, comparable, and the same in JSON."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; unknown fields are refused when it is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid")
