"""Cells with a form of their own: places, transport, needs, demands, languages, requirements, hours, wages.

The same parsers read a plain string that stands where a record wants something structured (``loose``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from features.vocabulary import (
    TASK_NEEDS,
    Cefr,
    Credential,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    SizeBand,
    TransportMode,
)
from service.importing.cells import CellFault, codes, items, number, word_amounts
from service.importing.names import LANGUAGE_NAMES, code_of, plain

_SKILLS: Final = tuple(skill.value for skill in LanguageSkill)
_LEVELS: Final = {level.value.casefold(): level.value for level in Cefr} | {
    "pd1": "A2", "pd2": "B1", "pd3": "B2", "sp": "C1", "modersmål": "C2", "ingen": "pre_A1", "før a1": "pre_A1",
}  # fmt: skip
_AMOUNTS: Final[Mapping[Need, tuple[float, float, float]]] = {
    Need.LIFT: (5, 10, 15),
    Need.CARRY: (5, 10, 15),
    Need.STAND: (30, 60, 120),
    Need.SIT: (30, 60, 120),
    Need.WALK: (30, 60, 120),
    Need.GROUP_SIZE: (3, 6, 12),
}
"""Up to these amounts a task's demand is of level 1, 2, 3; more is 4. Amounts are compared first, levels only else."""
_HOURS: Final = re.compile(
    r"([\d.,½]+)(?:\s*(?:-|–|til|to)\s*([\d.,½]+))?\s*(?:t\.?|timer|hours)?"
    r"(?:\s*(?:om ugen|ugentligt|pr\.? uge|a week|per week))?"
)
_WAGE: Final = re.compile(r"(?:kr\.?|dkk)?\s*([\d.,]+)(?:\s*-\s*([\d.,]+))?\s*(?:kr\.?|dkk|kr/t|kr\. i timen)?")


def text(cell: str) -> str:
    """The cell as it is."""
    return cell.strip()


def place(cell: str) -> dict[str, Any]:
    """``8800 Viborg`` · ``Viborg`` · ``8800`` as postcode and town; a street is left out."""
    from features.places import find_places, place_of

    digits = re.search(r"(?<!\d)(\d{4})(?!\d)", cell)
    if digits and (place_of(digits[1]) or cell.strip().startswith(digits[1])):
        town = re.sub(r"[^\w .\-]", "", cell[digits.end() :]).strip()
        return {"postcode": digits[1]} | ({"town": town[:80]} if town else {})
    named = cell.strip().title() if cell.islower() else cell.strip()
    found = [spot for _, _, spot in find_places(f"i {named}")]
    if found:
        last = found[-1]
        return {"postcode": last.postcode, "town": last.town, "lat": last.lat, "lon": last.lon}
    if digits:
        return {"postcode": digits[1]}
    if re.fullmatch(r"[^\W\d_][\w .\-]{1,60}", cell.strip()):
        return {"town": cell.strip()}
    raise CellFault("not_a_place")


def transport(cell: str) -> list[dict[str, Any]]:
    """``bil 30, cykel 20``."""
    return [{"mode": _named(word, TransportMode), "max_minutes": round(n)} for word, n, _ in word_amounts(cell)]


def needs(cell: str) -> list[dict[str, Any]]:
    """``løft 5 kg, stå 60 min, støj 3``: an amount in the code's unit, or a level 0–4; »kan drøftes« makes it soft."""
    found = []
    for item in items(cell):
        soft = re.search(r"\(?\s*(kan drøftes|kan forhandles|blød|negotiable)\s*\)?", item.lower())
        bare = item[: soft.start()] if soft else item
        name, amount, level = _need_item(bare)
        limit = {} if amount is None else {"limit": amount}
        found.append({"code": name.value, "level": 3 if level is None else level, "hard": not soft} | limit)
    return found


def demands(cell: str) -> dict[str, Any]:
    """``løft 15 kg, tempo 3``: what the work asks; an amount gets its level from a table."""
    found: dict[str, Any] = {}
    for item in items(cell):
        name, amount, level = _need_item(item)
        if name not in TASK_NEEDS:
            raise CellFault("unknown_name", shown=item[:40], known=", ".join(TASK_NEEDS))
        steps = _AMOUNTS.get(name, (1, 2, 3))
        own = 1 + sum(amount > step for step in steps) if amount is not None else level
        found[name.value] = {"level": own} | ({} if amount is None else {"value": amount})
    return found


def _need_item(item: str) -> tuple[Need, float | None, int | None]:
    """The need, and either an amount (a unit is written, or it is a clock time) or a level."""
    clock = re.fullmatch(r"(.*?)\s*(?:kl\.?)?\s*(\d{1,2})[.:](\d{2})", item.strip())
    if clock:
        return Need(_named(clock[1], Need)), int(clock[2]) * 60.0 + int(clock[3]), None
    word, amount, unit = next(word_amounts(item))
    name = Need(_named(word, Need))
    if unit.startswith(("time", "hour")) and name is not Need.SHIFT_LENGTH:
        amount *= 60
    if not unit and amount <= 4 and amount == int(amount):
        return name, None, int(amount)
    return name, amount, None


def _named(word: str, kind: type[Any]) -> str:
    found = code_of(word, kind)
    if found is None:
        raise CellFault("unknown_name", shown=word[:40], known=", ".join(str(code) for code in kind))
    return str(found.value)


def languages(cell: str) -> list[dict[str, Any]]:
    """``dansk A2, arabisk C2`` · ``dansk tale B1 læse A2``."""
    return [{"language": name, **levels} for name, levels in map(language_item, items(cell))]


def language_item(item: str) -> tuple[str, dict[str, str]]:
    """A language and its levels by skill; one level alone counts for all four."""
    first, *rest = plain(item).replace("(", " ").replace(")", " ").replace(":", " ").split()
    name = LANGUAGE_NAMES.get(first) or (first if re.fullmatch(r"[a-z]{2,3}", first) else None)
    if name is None:
        raise CellFault("not_a_language", shown=item[:40])
    skills: list[str] = []
    levels: dict[str, str] = {}
    for word in (word for word in rest if word not in ("og", "and", "+")):
        skill = code_of(word, LanguageSkill)
        if skill is None and word not in _LEVELS:
            raise CellFault("not_a_language", shown=item[:40])
        if skill is not None:
            skills.append(skill.value)
            continue
        levels |= dict.fromkeys(skills or _SKILLS, _LEVELS[word])
        skills = []
    return name, levels


def requirements(cell: str) -> list[dict[str, Any]]:
    """``kørekort B (lov), hygiejnebevis (sikkerhed), dansk tale A2 (opgave)``."""
    return [_requirement(item) for item in items(cell)]


def _requirement(item: str) -> dict[str, Any]:
    why = re.search(r"\(([^)]*)\)", item)
    necessity = code_of(why[1], Necessity) if why else Necessity.TASK
    bare = re.sub(r"\([^)]*\)", "", item).strip()
    if necessity is None or not bare:
        raise CellFault("not_a_requirement", shown=item[:40])
    credential = code_of(bare, Credential) or code_of(bare.lower().removeprefix("kørekort").strip(), Credential)
    if credential is not None:
        return {"kind": _kind_of(credential), "code": credential.value, "necessity": necessity.value}
    try:
        name, levels = language_item(bare)
    except CellFault:
        kind = RequirementKind.EDUCATION if "uddann" in bare.lower() else RequirementKind.EXPERIENCE
        return {"kind": kind.value, "code": bare, "necessity": necessity.value}
    asked = RequirementKind.LANGUAGE.value
    return {"kind": asked, "code": name, "levels": levels, "necessity": necessity.value}


def _kind_of(credential: Credential) -> str:
    if credential in (Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD):
        return RequirementKind.BACKGROUND_CHECK.value
    licences = ("AM", "B", "BE", "C", "CE", "D", "T")
    return (RequirementKind.LICENCE if credential.value in licences else RequirementKind.CERTIFICATE).value


def hours(cell: str) -> tuple[float, float]:
    """``15`` · ``10-15`` hours a week."""
    match = _HOURS.fullmatch(cell.strip().lower())
    if match is None:
        raise CellFault("not_hours")
    return number(match[1]), number(match[2] or match[1])


def wage(cell: str) -> dict[str, Any]:
    """``165`` · ``150-170`` kroner an hour."""
    match = _WAGE.fullmatch(cell.strip().lower())
    if match is None:
        raise CellFault("not_a_wage")
    return {"low": number(match[1]), "high": number(match[2] or match[1])}


def held(cell: str) -> list[dict[str, Any]]:
    """``B, truck, hygiejnebevis``."""
    return [{"code": value} for value in codes(Credential)(cell)]


def words(cell: str) -> list[dict[str, Any]]:
    """``rengøring, køkkenarbejde`` as skills or experience in words."""
    return [{"text": item} for item in items(cell)]


def wishes(cell: str) -> list[dict[str, Any]]:
    """``rengøring, udendørs``: a name of a setting is a setting, everything else a task."""
    found = []
    for item in items(cell):
        setting, size = code_of(item, Setting), code_of(item, SizeBand)
        kind, value = (
            ("setting", setting.value) if setting else ("company_size", size.value) if size else ("task", item)
        )
        found.append({"kind": kind, "value": value})
    return found


def tasks(cell: str) -> list[dict[str, Any]]:
    """``rengøring af kontorer, opvask`` as tasks by name."""
    return [{"name": item} for item in items(cell)]


def ramp(cell: str) -> list[dict[str, Any]]:
    """``uge 1 3 timer, uge 5 8 timer`` (or ``1: 3, 5: 8``)."""
    steps = []
    for item in items(cell):
        match = re.fullmatch(r"(?:uge|week)?\s*(\d+)\s*[:=]?\s+(\d+(?:[.,]\d+)?)\s*(?:t|timer|hours)?", item.lower())
        if match is None:
            raise CellFault("not_word_and_number", shown=item[:40])
        steps.append({"week": int(match[1]), "hours": number(match[2])})
    return steps


def language_codes(cell: str) -> list[str]:
    """``arabisk, engelsk``."""
    return [language_item(item)[0] for item in items(cell)]
