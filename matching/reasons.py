"""Facts and exact contributions → reasons for, reasons against, questions, and what is missing.

A reason is a code with the field it was read from; it is only given when the value behind it is known and clear
(``CLEAR``, ``CLOSE``, ``FAR``), so none is invented. Sentences for the codes are in ``service/texts``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from features.columns import languages_asked
from features.facts import OpeningFacts, adapted, asks_credential, collides
from features.pairs import OFFERED, OPPOSITES, Closeness
from features.profiles import Demand, FunctionalNeed
from features.vocabulary import TIME_NEEDS, Adaptation, Credential, RuleCode, Setting, ShiftKind, SupportNeed, WishKind
from matching.rules import LIKELY_NOT, MET, NEGOTIABLE, UNKNOWN, Finding, Pair
from matching.suggestion import Reason

CLOSE: Final = 0.5
"""A phrase and a job closer than this may be named as a reason (docs/encoder.md: what similarities mean)."""
FAR: Final = 0.15
"""A job whose closest wish or experience is farther than this may be named as new or not wished for."""
CLEAR: Final = 0.7
UNCLEAR: Final = 0.3
SEEN_CONTACTS: Final = 3
"""Contacts that must stand behind what is said of an employer's answers."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known of one ranked pair: the pair, the rules' findings, its features and their contributions."""

    pair: Pair
    findings: Sequence[Finding]
    features: Mapping[str, float]
    contributions: Mapping[str, float]
    wish: tuple[str, str, float] | None
    experience: tuple[str, str, float] | None
    minutes: float | None


def closest(closeness: Closeness, row: int) -> tuple[str, str, float] | None:
    """(words, field, similarity) of the phrase closest to one row, or None without phrases."""
    if not closeness.phrases:
        return None
    phrase, score = closeness.closest(row)
    return phrase.text, phrase.field, score


def reasons_for(evidence: Evidence) -> tuple[Reason, ...]:
    """What speaks for the pair, the weightiest first."""
    return _sorted([*_close(evidence), *_fits(evidence), *_people(evidence)], evidence, largest=True)


def reasons_against(evidence: Evidence) -> tuple[Reason, ...]:
    """What speaks against the pair, the weightiest first; doubts from the occupation are among them."""
    doubts = [_doubt(finding) for finding in evidence.findings if finding.status == LIKELY_NOT]
    return (*doubts, *_sorted([*_far(evidence), *_strains(evidence)], evidence, largest=False))


def questions(evidence: Evidence) -> tuple[Reason, ...]:
    """What must be asked: first what the occupation makes doubtful, then what is not known."""
    asked = [finding for finding in evidence.findings if finding.status in (LIKELY_NOT, UNKNOWN)]
    return tuple(reason_of(finding) for finding in sorted(asked, key=lambda finding: finding.status))


def missing(evidence: Evidence) -> tuple[Reason, ...]:
    """The negotiable things that are missing: what the employer would have to give."""
    return tuple(reason_of(finding) for finding in evidence.findings if finding.status == NEGOTIABLE)


DOUBTS: Final = {
    RuleCode.NEEDS: "doubt_demands",
    RuleCode.DO_NOT_WANT: "doubt_unwanted",
    RuleCode.TIMES: "doubt_night",
}
"""What speaks against a pair when a rule has asked because of what the occupation is usually like."""


def _doubt(finding: Finding) -> Reason:
    """The doubt behind a question, as a reason against."""
    return dataclasses.replace(reason_of(finding), code=DOUBTS[finding.rule])


def reason_of(finding: Finding) -> Reason:
    """A rule's finding as a reason."""
    params = {**finding.params, "rule": finding.rule}
    return Reason(finding.code, finding.field, params, who=finding.who, change=finding.change)


_FEATURE: Final = {
    "wish_matches": "wish_similarity",
    "wish_far": "wish_similarity",
    "experience_matches": "experience_similarity",
    "experience_new": "experience_similarity",
    "hours_fit": "hours_closeness",
    "hours_off_wish": "hours_closeness",
    "travel_short": "travel_ease",
    "travel_long": "travel_ease",
    "shift_fits": "time_preference",
    "time_preferred": "time_preference",
    "time_avoided": "time_preference",
    "setting_fits": "setting_fit",
    "setting_differs": "setting_fit",
    "support_offered": "support_fit",
    "support_missing": "support_fit",
    "language_enough": "language_margin",
    "language_usually_more": "language_margin",
    "demands_within": "demand_margin",
    "demands_tight": "demand_margin",
    "adaptation_helps": "demand_margin",
    "credential_held": "credential_fit",
    "training_usual": "training_fit",
    "employer_answers": "responsiveness",
    "employer_silent": "responsiveness",
}
"""The feature whose contribution stands behind each reason code."""


def _sorted(found: list[Reason], evidence: Evidence, largest: bool) -> tuple[Reason, ...]:
    weighed = [
        Reason(reason.code, reason.field, reason.params, evidence.contributions.get(_FEATURE[reason.code], 0.0))
        for reason in found
    ]
    return tuple(sorted(weighed, key=lambda reason: -reason.weight if largest else reason.weight))


def _is(evidence: Evidence, feature: str, least: float = -np.inf, most: float = np.inf) -> bool:
    """The feature is known and between ``least`` and ``most``."""
    value = evidence.features[feature]
    return bool(least <= value <= most)


def _close(evidence: Evidence) -> Iterator[Reason]:
    title = evidence.pair.opening.vacancy.title
    for code, found in (("wish_matches", evidence.wish), ("experience_matches", evidence.experience)):
        if found is not None and found[2] >= CLOSE:
            yield Reason(code, f"participant.{found[1]}", {"words": found[0], "title": title})


def _far(evidence: Evidence) -> Iterator[Reason]:
    title = evidence.pair.opening.vacancy.title
    for code, found in (("wish_far", evidence.wish), ("experience_new", evidence.experience)):
        if found is not None and found[2] < FAR:
            yield Reason(code, f"participant.{found[1].split('.')[0]}", {"title": title})


def _fits(evidence: Evidence) -> Iterator[Reason]:
    opening, person = evidence.pair.opening, evidence.pair.person
    if opening.hours and person.hours and _is(evidence, "hours_closeness", 0.95) and _met(evidence, "hours"):
        yield Reason("hours_fit", _hours_field(opening), _hours(evidence))
    if evidence.minutes is not None and _is(evidence, "travel_ease", 0.6):
        yield Reason("travel_short", "participant.transport", {"minutes": round(evidence.minutes)})
    preferred = _is(evidence, "time_preference", CLEAR)
    if opening.works_at and (preferred or person.possible is not None) and _met(evidence, "clock"):
        yield Reason(
            "time_preferred" if preferred else "shift_fits", "vacancy.shifts", {"shifts": shifts_text(evidence)}
        )
    if _is(evidence, "setting_fit", CLEAR):
        yield Reason("setting_fits", "participant.wishes", {"settings": _wished_settings(evidence)[0]})
    if _is(evidence, "support_fit", 0.5):
        support = tuple(need for need in _wished_support(evidence) if OFFERED[need] in opening.support)
        yield Reason("support_offered", _support_field(opening, OFFERED[support[0]]), {"support": support})


def _people(evidence: Evidence) -> Iterator[Reason]:
    opening, person = evidence.pair.opening, evidence.pair.person
    if (spoken := _enough(evidence)) and _met(evidence, "language"):
        yield Reason("language_enough", "participant.languages", {"spoken": spoken})
    asked = {Credential(item.code) for item in opening.vacancy.requirements if asks_credential(item)}
    if held := sorted(asked & person.held):
        yield Reason("credential_held", "participant.credentials", {"credentials": tuple(held)})
    for need in person.needs:
        demand = opening.demands.get(need.code)
        helper = adapted(need, opening.support)
        if helper and need.code not in TIME_NEEDS:
            field = _support_field(opening, helper)
            yield Reason("adaptation_helps", field, {"need": need.code, "adaptation": helper})
        elif demand is not None and need.code not in TIME_NEEDS and _within(need, demand):
            yield Reason("demands_within", f"vacancy.demands.{need.code}", {"need": need.code})
    replies = opening.employer.responsiveness
    if replies.seen >= SEEN_CONTACTS and replies.mean >= CLEAR:
        yield Reason("employer_answers", "employer.responsiveness", {"seen": round(replies.seen)})


def _strains(evidence: Evidence) -> Iterator[Reason]:
    opening, person = evidence.pair.opening, evidence.pair.person
    if opening.hours and person.participant.hours_wish and _is(evidence, "hours_closeness", most=CLEAR):
        yield Reason("hours_off_wish", _hours_field(opening), _hours(evidence))
    if evidence.minutes is not None and _is(evidence, "travel_ease", most=0.4):
        yield Reason("travel_long", "participant.transport", {"minutes": round(evidence.minutes)})
    if person.avoided and _is(evidence, "time_preference", most=UNCLEAR):
        yield Reason("time_avoided", "vacancy.shifts", {"shifts": shifts_text(evidence)})
    if _is(evidence, "setting_fit", most=UNCLEAR):
        yield Reason("setting_differs", "participant.wishes", {"settings": _wished_settings(evidence)[1]})
    if opening.support and _is(evidence, "support_fit", most=0.0):
        yield Reason("support_missing", _support_field(opening), {"support": _wished_support(evidence)})
    if _is(evidence, "language_margin", most=0.45) and not opening.languages():
        yield Reason("language_usually_more", "participant.languages", {"title": opening.vacancy.title})
    if _is(evidence, "training_fit", most=UNCLEAR) and opening.occupation is not None:
        field = "vacancy.disco08" if opening.vacancy.disco08 else "vacancy.title"
        yield Reason("training_usual", field, {"title": opening.occupation.title})
    yield from _worn(evidence)


def _worn(evidence: Evidence) -> Iterator[Reason]:
    replies = evidence.pair.opening.employer.responsiveness
    if replies.seen >= SEEN_CONTACTS and replies.mean <= UNCLEAR:
        yield Reason("employer_silent", "employer.responsiveness", {"seen": round(replies.seen)})
    for need in evidence.pair.person.needs:
        demand = evidence.pair.opening.demands.get(need.code)
        if demand and need.code not in TIME_NEEDS and _at_limit(need.level, demand):
            yield Reason("demands_tight", f"vacancy.demands.{need.code}", {"need": need.code})


def _within(need: FunctionalNeed, demand: Demand) -> bool:
    return not collides(need, demand) and not _at_limit(need.level, demand)


def _at_limit(level: int, demand: Demand) -> bool:
    return level + demand.level == 4 and demand.level > 0


def _met(evidence: Evidence, rule: str) -> bool:
    return all(finding.status == MET for finding in evidence.findings if finding.rule == rule)


def _hours(evidence: Evidence) -> dict[str, Any]:
    low, high = evidence.pair.opening.hours or (None, None)
    return {"hour_span": (low, high), "wish": evidence.pair.person.participant.hours_wish}


def _hours_field(opening: OpeningFacts) -> str:
    return "vacancy.hours_max" if opening.vacancy.hours_min is None else "vacancy.hours_min"


def _support_field(opening: OpeningFacts, offered: Adaptation | None = None) -> str:
    """Where the site's support, or one kind of it, is written."""
    at_site = opening.employer.site_support
    return "employer.site_support" if offered in at_site or (at_site and not offered) else "vacancy.site_support"


def _wished_support(evidence: Evidence) -> tuple[SupportNeed, ...]:
    """The wished support that a site could offer."""
    return tuple(need for need in evidence.pair.person.participant.support_needs if need in OFFERED)


def _wished_settings(evidence: Evidence) -> tuple[tuple[Setting, ...], tuple[Setting, ...]]:
    """Wished settings that the job has, and those of which it has the opposite."""
    has = evidence.pair.opening.settings | evidence.pair.opening.typical_settings
    against = {other for pair in OPPOSITES.items() for one, other in (pair, pair[::-1]) if one in has} - has
    wishes = evidence.pair.person.participant.wishes
    wished = [Setting(wish.value) for wish in wishes if wish.kind is WishKind.SETTING and wish.weight > 0]
    return tuple(one for one in wished if one in has), tuple(one for one in wished if one in against)


def _enough(evidence: Evidence) -> str | None:
    """A language asked for that the person speaks well enough."""
    for asked in languages_asked(evidence.pair.opening.languages()):
        known = evidence.pair.person.participant.language(asked.name)
        levels = {skill: known.level(skill) if known else None for skill in asked.levels}
        if all(level is not None and level.rank >= asked.levels[skill] for skill, level in levels.items()):
            return asked.name
    return None


def shifts_text(evidence: Evidence) -> tuple[tuple[tuple[int, ...], int, int, ShiftKind], ...]:
    """Weekdays, start and end of the job's windows, to be shown by ``service/texts``."""
    return tuple((shift.weekdays, shift.start, shift.end, shift.kind) for shift in evidence.pair.opening.vacancy.shifts)


REASON_CODES: Final = (*_FEATURE, *DOUBTS.values())
