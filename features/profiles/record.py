"""A record: all its faults, those of fields and those between fields, are raised together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator

from features.profiles.faults import Fault, InvalidRecord, cpr_faults, fault_of


class Record(BaseModel):
    """A checked record: all faults of fields, and those between fields, are raised together (``InvalidRecord``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)
    placeholders: ClassVar[Mapping[str, Any]] = {"id": "x"}

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise InvalidRecord([Fault("", type(raw).__name__, "not_an_object")])
        faults = list(cpr_faults(raw, ""))
        sound = raw
        try:
            record = handler(dict(raw))
        except ValidationError as error:
            faults += [fault_of(line) for line in error.errors(include_url=False)]
            wrong = {line["loc"][0] for line in error.errors() if line["loc"]}
            sound = {**cls.placeholders, **{name: value for name, value in raw.items() if name not in wrong}}
            record = handler(sound)
        faults += record.faults_between_fields()
        if faults:
            raise InvalidRecord(faults)
        return record

    def faults_between_fields(self) -> Iterator[Fault]:
        """Faults that only show when several fields are read together; each kind of record has its own."""
        yield from ()


R = TypeVar("R", bound=Record)


def make(kind: type[R], raw: Mapping[str, Any]) -> R:
    """A checked record from a mapping such as a JSON object.

    Raises:
        InvalidRecord: with every fault of the record.
    """
    return kind.model_validate(raw)
