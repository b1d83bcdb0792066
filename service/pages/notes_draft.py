"""The draft that notes become: sections in the order of a profile, each statement with what a consultant can say to it,
and the form back to decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from features.decisions import Answer, State, Statement
from features.decisions.keys import LEFT_OUT, letters
from features.profiles import Fault
from features.vocabulary import LIMIT_UNITS, Need
from service.flows.reading_notes import Noted
from service.pages.form import Form
from service.pages.notes_fields import Input, Row, inputs, rows, written
from service.pages.notes_words import standing_told, told
from service.problems import Problem

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "strengths": ("resources", "skills", "experience"),
    "wishes": ("motivation", "wishes"),
    "hours": ("hours_min", "hours_wish", "hours_max", "max_jobs", "earliest_start"),
    "times": ("availability",),
    "travel": ("home", "transport"),
    "needs": ("functional_needs", "support_needs"),
    "languages": ("languages", "credentials", "credentials_missing"),
    "unwanted": ("do_not_want",),
}
"""The sections of a draft, in the order of a profile."""
SURE: Final = 0.6
"""Confidence from which a statement is taken unless somebody says otherwise."""
MAYBE: Final = 0.5
"""Confidence under which a sentence that fitted nowhere else stands last, folded."""
MOST_FIELDS: Final = 450
"""Fields of a draft that a browser may send at once (``service.pages.form`` takes a few more)."""
_LONG: Final = 14
"""Hours of a day that hardly anybody names as their own."""
TAKE, DECLINE, LATER = "take", "decline", "later"


@dataclass(frozen=True, slots=True)
class Line:
    """A statement on the page: its number (from 0), its words, what stands, fields to correct it, the first answer."""

    number: int
    statement: Statement
    words: str
    standing: str
    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]
    first: str

    @property
    def name(self) -> str:
        """What its fields are called in the form."""
        return name_of(self.number)

    @property
    def name_left_out(self) -> bool:
        """Whether a name has been taken out of the words."""
        return LEFT_OUT in self.words

    @property
    def worked_out(self) -> bool:
        """Whether it is worked out from when the person cannot work; nobody has said when they can."""
        return _worked_out(self.statement)

    @property
    def in_its_words(self) -> bool:
        """Whether the statement says its evidence over again."""
        return letters(self.words) in letters(self.statement.evidence)

    @property
    def maybe(self) -> bool:
        """Whether it is only a sentence that fitted nowhere else."""
        one = self.statement
        return one.field in ("resources", "wishes") and one.confidence < MAYBE and one.state is State.NEW


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the profile: what to decide about, what may be looked at last, and what stands already."""

    name: str
    lines: tuple[Line, ...]
    maybe: tuple[Line, ...]
    stands: tuple[Line, ...]


def name_of(number: int) -> str:
    """What the fields of a statement are called; people count from 1, texts add it."""
    return f"statement.{number}"


def sections(noted: Noted, language: str) -> tuple[Section, ...]:
    """The sections in which there is something.

    Raises:
        Problem: ``invalid`` when the notes say more than one form can send.
    """
    lines = [_line(number, one, language) for number, one in enumerate(noted.statements)]
    if sum(1 + len(line.inputs) + 9 * len(line.rows) for line in lines) > MOST_FIELDS:
        raise Problem.fault("text", "", "too_much_to_read")
    found = (_section(name, [line for line in lines if line.statement.field in SECTIONS[name]]) for name in SECTIONS)
    return tuple(one for one in found if one.lines or one.maybe or one.stands or (one.name == "needs" and noted.words))


def _section(name: str, lines: Sequence[Line]) -> Section:
    order = SECTIONS[name]
    ordered = sorted(lines, key=lambda line: order.index(line.statement.field))
    stands = tuple(line for line in ordered if line.statement.state is State.STANDS)
    maybe = tuple(line for line in ordered if line.maybe)
    return Section(name, tuple(line for line in ordered if line not in stands and line not in maybe), maybe, stands)


def _line(number: int, one: Statement, language: str) -> Line:
    standing = standing_told(one, language) if one.standing is not None else ""
    words, first = told(one.field, one.value, language), _first(one)
    return Line(number, one, words, standing, inputs(one, language), rows(one), first)


def _first(one: Statement) -> str:
    """Take what is sure and new; a person's word stands, and what was only worked out is asked."""
    sure = one.confidence >= SURE and one.state in (State.NEW, State.UNCONFIRMED) and not _worked_out(one)
    return TAKE if sure else LATER


def _worked_out(one: Statement) -> bool:
    """Times that reach midnight, or nearly all day, are what is left of a day when something is taken out of it."""
    spans = [(row["start"], row["end"]) for row in one.value] if one.field == "availability" else []
    part = [span for span in spans if span != ("00:00", "24:00")]
    return any(start == "00:00" or end == "24:00" or int(end[:2]) - int(start[:2]) >= _LONG for start, end in part)


def decisions_in(form: Form, noted: Noted, language: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The decisions that a form says, and the name of the form's fields for each."""
    told_ = [*_about_statements(form, noted, language), *_about_needs(form)]
    return [one for one, _ in told_], [name for _, name in told_]


def _about_statements(form: Form, noted: Noted, language: str) -> Iterator[tuple[dict[str, Any], str]]:
    for number, one in enumerate(noted.statements):
        name, answer = name_of(number), form.text(name_of(number))
        if one.state is State.STANDS or not answer:
            continue
        value = written(form, name, one, language)
        read = {"field": one.field, "read": one.value}
        if answer == DECLINE:
            yield {**read, "answer": Answer.DECLINE}, name
        elif answer == TAKE or value != one.value:
            about = {"evidence": one.evidence, "confidence": one.confidence, "instead": True}
            yield {**read, "answer": Answer.TAKE, "value": value, **about}, name


def _about_needs(form: Form) -> Iterator[tuple[dict[str, Any], str]]:
    """The needs that were chosen where a word of illness stood; they are the consultant's own words."""
    for code in dict.fromkeys(form.all("need")):
        level = form.text(f"need.{code}.level") or "2"
        value = {"code": code, "level": level, "hard": level in ("3", "4")}
        if limit := form.text(f"need.{code}.limit").replace(",", "."):
            value["limit"] = limit
        yield {"field": "functional_needs", "answer": Answer.TAKE, "value": value, "instead": True}, f"need.{code}"


def needs_to_offer(noted: Noted) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """The needs that may be meant, and the other ones; without those that the notes or the profile name."""
    named = {one.value["code"] for one in noted.statements if one.field == "functional_needs"}
    if noted.kept is not None:
        named |= {need.code for need in noted.kept.record.functional_needs}
    meant = tuple(need for need in noted.needs if need not in named)
    others = tuple(need for need in Need if need not in named and need not in meant and need not in LIMIT_UNITS)
    return meant, others


def at_the_form(problem: Problem, names: Sequence[str], noted: Noted) -> Problem:
    """The problem with every fault, once, at the field where a person can put it right."""
    there = {
        (place, fault.code): replace(fault, field=place)
        for fault in problem.faults
        if (place := _place(fault, names, noted))
    }
    return Problem.invalid(there.values())


def _place(fault: Fault, names: Sequence[str], noted: Noted) -> str:
    head, _, rest = fault.field.partition(".")
    if head == "decisions":
        number, _, part = rest.partition(".")
        inside = part.removeprefix("value").removeprefix("read").strip(".")
        return names[int(number)] if inside[:1].isdecimal() else f"{names[int(number)]}.{inside}".rstrip(".")
    about = (name_of(number) for number, one in enumerate(noted.statements) if one.field == head)
    return next((name for name in about if name in names), fault.field)
