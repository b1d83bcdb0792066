"""Jobnet adverts: their JSON as a loose record of ours.

Of the official list WorkConditions only id 1 (Almindelige vilkår) is ordinary. An advert that says nothing about its
conditions is ordinary unless its text says otherwise (``features.reading``). Weekly hours are often not a number there:
»Fuldtid« counts as 37 only when neither the fields nor the text give any (``FULL_TIME``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from features.profiles import Fault, InvalidRecord
from features.vocabulary import Contract, Credential, DayTime, Terms

PREFIX: Final = "jobnet-"
FULL_TIME: Final = 37.0
_MARKS: Final = frozenset(
    {"DailyWorkTimeDay", "WorkHourMin", "WorkHourMax", "weekly_work_hours", "WorkConditions", "occupation_da"}
)
_CONDITIONS: Final[Mapping[int, Terms]] = {
    1: Terms.ORDINARY,
    2: Terms.FLEX_JOB,
    3: Terms.SHELTERED_JOB,
    5: Terms.WAGE_SUBSIDY,
    6: Terms.ROTATION_JOB,
    7: Terms.WORK_PLACEMENT,
}
_NAMES: Final[Mapping[str, int]] = {
    "almindelig": 1, "ordin": 1, "hotjob": 1, "fleksjob": 2, "skånejob": 3, "egnet til": 4, "job med løntilskud": 5,
    "løntilskud": 5, "rotationsjob": 6, "virksomhedspraktik": 7,
}  # fmt: skip
"""How the name of a condition begins."""
_CONDITION_FIELDS: Final = (
    "WorkConditions", "work_conditions", "WorkConditionsId", "work_conditions_id", "announcement_type",
    "jobAnnouncementType",
)  # fmt: skip
_TIMES: Final = {
    "DailyWorkTimeDay": DayTime.DAY,
    "DailyWorkTimeEvening": DayTime.EVENING,
    "DailyWorkTimeNight": DayTime.NIGHT,
    "DailyWorkTimeWeekend": DayTime.WEEKEND,
}
_CONTRACTS: Final = {1: Contract.PERMANENT, 16: Contract.FIXED_TERM}


def is_jobnet(raw: Any) -> bool:
    """Whether an object has fields that only Jobnet's adverts have."""
    return isinstance(raw, Mapping) and bool(_MARKS & raw.keys())


def loosened(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An advert under our own field names, for ``loose.row_of``.

    Raises:
        InvalidRecord: when its conditions are stated and are not ordinary.
    """
    found: dict[str, Any] = {
        "id": PREFIX + str(raw.get("id") or ""),
        "title": raw.get("title") or raw.get("occupation_da"),
        "text": raw.get("text") or raw.get("description"),
        "employer": raw.get("employer"),
        "cvr": raw.get("cvr"),
        "postal_code": raw.get("postal_code"),
        "city": raw.get("city"),
        "lat": raw.get("lat"),
        "lon": raw.get("lon"),
        "source": "feed",
        "positions": raw.get("positions"),
        "valid_until": _date(raw.get("last_date")),
        "start": _date(raw.get("employment_date")),
        "contract": _CONTRACTS.get(raw.get("employment_type_id") or 0),
        "daytimes": [time.value for name, time in _TIMES.items() if raw.get(name) is True],
        "requirements": list(_licences(raw.get("driver_license"))),
        **_hours(raw),
    }
    if conditions(raw) is Terms.ORDINARY:
        found["terms"] = Terms.ORDINARY.value
    if not found["text"] and not found["title"]:
        raise InvalidRecord([Fault("title", "", "missing")])
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def conditions(raw: Mapping[str, Any]) -> Terms | None:
    """``ORDINARY`` when the advert says so, None when it says nothing.

    Raises:
        InvalidRecord: for any other condition.
    """
    stated = sorted({number for name in _CONDITION_FIELDS for number in _ids(raw.get(name))}, reverse=True)
    for number in stated:
        terms = _CONDITIONS.get(number)
        if terms is None:
            raise InvalidRecord([Fault("terms", str(number), "conditions_unclear")])
        if terms is not Terms.ORDINARY:
            raise InvalidRecord([Fault("terms", terms.value, "terms_not_ordinary", {"terms": terms.value})])
    return Terms.ORDINARY if stated else None


def is_full_time(raw: Mapping[str, Any]) -> bool:
    """Whether the advert is marked as full time."""
    return "Fuldtid" in (raw.get("weekly_work_hours"), raw.get("work_hours"))


def _ids(value: Any) -> Iterator[int]:
    """Ids of conditions from a number, a name, an ``{"Id": …}`` or a list of them; an unknown name is id 0."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, Mapping):
        yield from _ids(value.get("Id", value.get("id", value.get("Name"))))
    elif isinstance(value, str) and value.strip():
        bare = value.strip().casefold()
        named = (number for name, number in _NAMES.items() if bare.startswith(name))
        yield int(bare) if bare.isdigit() else next(named, 0)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def _hours(raw: Mapping[str, Any]) -> dict[str, float]:
    low, high = raw.get("WorkHourMin"), raw.get("WorkHourMax")
    found = {"hours_min": low, "hours_max": high}
    return {name: float(value) for name, value in found.items() if isinstance(value, int | float) and value >= 1}


def _date(value: Any) -> str | None:
    return str(value)[:10] if value else None


def _licences(value: Any) -> Iterator[dict[str, str]]:
    for item in value if isinstance(value, list) else []:
        name = str(item.get("Name") if isinstance(item, Mapping) else item)
        if name in tuple(Credential):
            yield {"kind": "licence", "code": name, "necessity": "task"}
