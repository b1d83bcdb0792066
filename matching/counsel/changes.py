"""What would be different: a record made again with something changed, checked as any record is, the old one untouched.

A patch is a JSON merge patch (RFC 7396): a value replaces the one that stood there, ``null`` takes it away. Lists would
have to be sent whole, so a few may also be added to item by item (``ADDED_BY``): an item with a key replaces the parts
it names of the item that has the same one ("Danish, speaking B1"), one without is put behind the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeVar

from features.profiles import HIDDEN, Employer, Fault, InvalidRecord, Participant, Vacancy, make
from features.vocabulary import Credential, WhoCanChange, with_implied

R = TypeVar("R", Participant, Vacancy, Employer)

ADDED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "availability": "",
        "credentials": "code",
        "experience": "",
        "languages": "language",
        "shifts": "",
        "site_support": "",
        "transport": "mode",
        "wishes": "",
    }
)
"""The lists that take single items, and what tells two items of one apart ("" nothing: a new one stands behind)."""
_FIXED: Final = ("id", "tenant", "employer_id")
"""What a record is and whose: another is another record."""
_NOT_THEIRS: Final = {
    "functional_needs": WhoCanChange.NOBODY,
    "contact_budget": WhoCanChange.CONSULTANT,
    "contacts_this_month": WhoCanChange.CONSULTANT,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would be another: whose (``subject`` is participant, vacancy or employer), and who can do it.

    ``before`` and ``after`` are the whole field as it stands in JSON.
    """

    subject: str
    id: str
    field: str
    before: Any
    after: Any
    who: WhoCanChange


@dataclass(frozen=True, slots=True)
class Instead:
    """Records as they would be, in the place of those with the same ids."""

    participant: Participant | None = None
    vacancies: tuple[Vacancy, ...] = ()
    employers: tuple[Employer, ...] = ()


def changed(record: R, patch: Any, add: Any = None) -> R:
    """``record`` with a merge patch and added items, checked anew; whose record it is cannot be changed.

    Raises:
        InvalidRecord: with every fault, as of any record.
    """
    if faults := [*_misshapen("changes", patch), *_misshapen("add", add or {})]:
        raise InvalidRecord(faults)
    raw = record.model_dump(mode="json")
    faults = [
        Fault(name, HIDDEN, "cannot_change") for name in _FIXED if patch.get(name, raw.get(name)) != raw.get(name)
    ]
    merged = merge(raw, patch)
    for name, items in (add or {}).items():
        if name not in ADDED_BY or name not in raw or not isinstance(items, list):
            faults.append(Fault(f"add.{name}", HIDDEN, "unknown_field" if name not in ADDED_BY else "wrong_type"))
        else:
            merged[name] = _with_items(merged.get(name) or [], items, ADDED_BY[name])
    if faults:
        raise InvalidRecord(faults)
    if add and "credentials" in add:
        merged["credentials_missing"] = _still_missing(merged)
    return make(type(record), merged)


def merge(target: Any, patch: Any) -> Any:
    """``target`` after a JSON merge patch (RFC 7396); neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def differences(before: R, after: R) -> tuple[Change, ...]:
    """Every field in which two records differ, in the order of the fields."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    subject = type(before).__name__.lower()
    usual = WhoCanChange.PARTICIPANT if isinstance(before, Participant) else WhoCanChange.EMPLOYER
    return tuple(
        Change(subject, before.id, name, old[name], new[name], _NOT_THEIRS.get(name, usual))
        for name in old
        if old[name] != new[name]
    )


def _misshapen(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault(name, type(value).__name__, "not_an_object")


def _with_items(items: list[Any], added: list[Any], key: str) -> list[Any]:
    found = list(items)
    for item in added:
        name = item.get(key) if key and isinstance(item, Mapping) else None
        same = [number for number, one in enumerate(found) if name is not None and one.get(key) == name]
        if same:
            found[same[0]] = merge(found[same[0]], item)
        elif key or item not in found:
            found.append(item)
    return found


def _still_missing(raw: Mapping[str, Any]) -> list[str]:
    """The credentials named as missing that do not follow from those held."""
    codes = {item.get("code") for item in raw["credentials"] if isinstance(item, Mapping)}
    held = with_implied(frozenset(Credential(code) for code in codes if code in tuple(Credential)))
    return [code for code in raw.get("credentials_missing") or [] if code not in held]
