"""What every schema shares: frozen, nothing unknown, built when first used, which keeps start-up short."""

from pydantic import BaseModel, ConfigDict


class Schema(BaseModel):
    """The base of every schema of a data file."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, hide_input_in_errors=True)
