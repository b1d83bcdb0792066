"""Counter-suggestions, prices and carved drafts as every way in shows them: in words, veiled where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from typing_extensions import TypedDict

from features.profiles import Vacancy
from features.vocabulary import Need
from matching.counsel.carving import Carved, Note
from matching.counsel.changes import Change
from matching.counsel.counter import Counters, CounterSuggestion
from matching.counsel.offers import Offer
from matching.counsel.prices import Price
from matching.counsel.tasks import TaskFit
from matching.rules import NEGOTIABLE, Finding
from matching.suggestion import Reason
from service.crowds import CrowdAnswer, crowd
from service.texts import say
from service.wording import plain, sentence

IN_LETTER: Final = frozenset(
    {"agreement_under", "agreement_least", "contract_written", "contract_from", "salaried_from"}
)
"""What of law and agreement is the employer's business; the rest the consultant finds out."""


class OfferAnswer(TypedDict):
    """One thing that the employer could give."""

    code: str
    sentence: str
    params: dict[str, Any]


class FieldChange(TypedDict):
    """A field of the vacancy that would be another; ``after`` is the whole field, as a PUT takes it."""

    field: str
    before: Any
    after: Any


class CounterAnswer(TypedDict):
    """Some offers at once and what they do. The three lists of ids are null for those who may not know who.

    ``gained`` would be possible, ``lost`` would no longer be, ``eased`` would have nothing left to negotiate about.
    """

    offers: list[OfferAnswer]
    sentence: str
    changes: list[FieldChange]
    gained: CrowdAnswer
    lost: CrowdAnswer
    eased: CrowdAnswer
    gained_ids: list[str] | None
    lost_ids: list[str] | None
    eased_ids: list[str] | None


class CountersAnswer(TypedDict):
    """What could be asked of an employer, best first; ``smallest`` is the smallest set that reaches ``wanted`` more."""

    vacancy_id: str
    title: str
    asked: CrowdAnswer
    possible: CrowdAnswer
    suggestions: list[CounterAnswer]
    wanted: int | None
    smallest: CounterAnswer | None
    sentence: str


class PriceAnswer(TypedDict):
    """One thing that is asked for: how many more would be possible without it, and how many are near because of it."""

    code: str
    sentence: str
    law: bool
    blocked: CrowdAnswer
    near: CrowdAnswer
    blocked_ids: list[str] | None
    near_ids: list[str] | None


class PricesAnswer(TypedDict):
    """The price of everything that a vacancy asks for, in lost people."""

    vacancy_id: str
    title: str
    prices: list[PriceAnswer]


class TaskAnswer(TypedDict):
    """One task: whether it is in the draft, what speaks against it, and what the site offers that helps."""

    name: str
    share: float | None
    kept: bool
    against: list[str]
    helped: list[str]


class CarvedAnswer(TypedDict):
    """A draft of a sub-job, never kept: ``vacancy`` (null when none is left) could be posted when the employer agrees.

    ``terms`` says what law and agreement mean for the draft's hours.
    ``letter`` is what can be said to the employer: it says nothing of the person but what they would do and when.
    """

    draft: bool
    participant_id: str
    vacancy_id: str
    title: str
    possible: bool
    sentence: str
    vacancy: dict[str, Any] | None
    tasks: list[TaskAnswer]
    notes: list[str]
    terms: list[str]
    blocking: list[str]
    missing: list[str]
    questions: list[str]
    letter: list[str]


def counters_answer(
    vacancy: Vacancy, told: Counters, sees_who: bool, wanted: int | None, language: str
) -> CountersAnswer:
    """What could be asked of an employer, in words."""
    asked, possible = (crowd(number, sees_who, language) for number in (told.asked, len(told.possible)))
    return {
        "vacancy_id": vacancy.id,
        "title": vacancy.title,
        "asked": asked,
        "possible": possible,
        "suggestions": [counter_answer(one, sees_who, language) for one in told.suggestions],
        "wanted": wanted,
        "smallest": counter_answer(told.smallest, sees_who, language) if told.smallest else None,
        "sentence": say(
            "counter.possible" if sees_who else "counter.possible.veiled",
            language,
            possible=possible["text"],
            asked=asked["text"],
        ),
    }


def counter_answer(one: CounterSuggestion, sees_who: bool, language: str) -> CounterAnswer:
    """A set of offers in words."""
    gained, lost, eased = (crowd(len(ids), sees_who, language) for ids in (one.gained, one.lost, one.eased))
    return {
        "offers": [_offer(offer, language) for offer in one.offers],
        "sentence": _set_sentence(one, gained, lost, sees_who, language),
        "changes": [_field(change) for change in one.changes],
        "gained": gained,
        "lost": lost,
        "eased": eased,
        "gained_ids": list(one.gained) if sees_who else None,
        "lost_ids": list(one.lost) if sees_who else None,
        "eased_ids": list(one.eased) if sees_who else None,
    }


def _offer(offer: Offer, language: str) -> OfferAnswer:
    return {"code": offer.code, "sentence": offer_sentence(offer, language), "params": plain(offer.params)}


def offer_sentence(offer: Offer, language: str) -> str:
    """What the employer could give."""
    return say(f"counter.{offer.code}", language, **offer.params)


def _set_sentence(one: CounterSuggestion, gained: CrowdAnswer, lost: CrowdAnswer, sees_who: bool, language: str) -> str:
    told, *others = (offer_sentence(offer, language) for offer in one.offers)
    for other in others:
        told = say("counter.and", language, one=told, other=other[:1].lower() + other[1:])
    shuts = bool(one.lost) if sees_who else lost["at_least"] > 0
    effect = say(f"counter.gain{'_and_loss' if shuts else ''}", language, gained=gained["text"], lost=lost["text"])
    return f"{told}. {effect}"


def _field(change: Change) -> FieldChange:
    return {"field": f"{change.subject}.{change.field}", "before": change.before, "after": change.after}


def prices_answer(vacancy: Vacancy, told: Iterable[Price], sees_who: bool, language: str) -> PricesAnswer:
    """The price of everything a vacancy asks for, in words."""
    prices = [_price(price, sees_who, language) for price in told]
    return {"vacancy_id": vacancy.id, "title": vacancy.title, "prices": prices}


def _price(price: Price, sees_who: bool, language: str) -> PriceAnswer:
    return {
        "code": price.asked.code,
        "sentence": say(f"counter.price.{price.asked.code}", language, **price.asked.params),
        "law": price.asked.law,
        "blocked": crowd(len(price.blocked), sees_who, language),
        "near": crowd(len(price.near), sees_who, language),
        "blocked_ids": list(price.blocked) if sees_who else None,
        "near_ids": list(price.near) if sees_who else None,
    }


# ── Carving ──────────────────────────────────────────────────────────────────────────────────────


def carved_answer(participant_id: str, vacancy: Vacancy, told: Carved, language: str) -> CarvedAnswer:
    """A draft in words."""
    asks = [finding for finding in told.findings if finding.status > NEGOTIABLE]
    missing = [finding for finding in told.findings if finding.status == NEGOTIABLE and finding not in told.blocking]
    return {
        "draft": True,
        "participant_id": participant_id,
        "vacancy_id": vacancy.id,
        "title": vacancy.title,
        "possible": told.possible,
        "sentence": _verdict(told, language),
        "vacancy": told.draft.model_dump(mode="json", exclude={"id"}) if told.draft else None,
        "tasks": [_task(fit, told, language) for fit in told.fits],
        "notes": [_note(note, language) for note in told.notes],
        "terms": _sentences(told.terms, language),
        "blocking": _sentences(told.blocking, language),
        "missing": _sentences(missing, language),
        "questions": _sentences(asks, language),
        "letter": list(letter(vacancy, told, language)),
    }


def _verdict(told: Carved, language: str) -> str:
    if told.draft is None:
        return _note(told.notes[0], language)
    asked = any(finding.status > NEGOTIABLE for finding in told.findings)
    code = "not_possible" if not told.possible else "possible_ask" if asked else "possible"
    return say(f"carving.{code}", language)


def _note(note: Note, language: str) -> str:
    return say(f"carving.{note.code}", language, **note.params)


def _task(fit: TaskFit, told: Carved, language: str) -> TaskAnswer:
    names = {task.name for task in told.draft.tasks} if told.draft else set[str]()
    against = _sentences(fit.against, language)
    if fit.task.name in told.too_much:
        against.append(say("carving.too_much", language))
    helped = [say("carving.helped", language, need=Need(need), adaptation=helper) for need, helper in fit.helped]
    kept = fit.task.name in names
    return {"name": fit.task.name, "share": fit.task.share, "kept": kept, "against": against, "helped": helped}


def _sentences(findings: Iterable[Finding | Reason], language: str) -> list[str]:
    return list(dict.fromkeys(sentence(finding, language) for finding in findings))


def letter(vacancy: Vacancy, told: Carved, language: str) -> Iterator[str]:
    """What can be said to the employer: tasks, hours and times, and nothing else of the person."""
    draft = told.draft
    if draft is None or not told.possible:
        return
    whole = len(draft.tasks) == len(vacancy.tasks)
    yield say(f"carving.letter.{'whole' if whole else 'opening'}", language, title=vacancy.title)
    yield say("carving.letter.tasks", language, tasks=tuple(task.name for task in draft.tasks))
    if draft.hours_max is not None and draft.hours_min is not None:
        yield say("carving.letter.hours", language, hour_span=(draft.hours_min, draft.hours_max))
    else:
        yield say("carving.letter.hours_unknown", language)
    if draft.shifts:
        shifts = tuple((shift.weekdays, shift.start, shift.end, shift.kind) for shift in draft.shifts)
        loose = draft.shifts[0].kind == "flexible"
        yield say(f"carving.letter.times_{'flexible' if loose else 'fixed'}", language, shifts=shifts)
    left = tuple(task.name for task in vacancy.tasks if task.name not in {item.name for item in draft.tasks})
    if left:
        yield say("carving.letter.rest", language, left=left)
    for note in told.terms:
        if note.code in IN_LETTER:
            yield say(f"carving.letter.{note.code}", language, **note.params)
    yield say("carving.letter.closing", language)
