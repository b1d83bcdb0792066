"""The rule of what a person will not do: settings, branches, occupations, company sizes, tasks by their words."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns import mask
from features.disco import DIGITS, group_titles
from features.facts import OpeningFacts, PersonFacts
from features.profiles import DoNotWant as Unwanted
from features.vocabulary import RuleCode, Setting, SizeBand, WhoCanChange, WishKind
from matching.rules.base import (
    BROKEN,
    LIKELY_NOT,
    MET,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Status,
    either,
    full,
)


class DoNotWant:
    """What the person has said they will not do is never suggested; where only the occupation hints at it, ask.

    A task that can be left out is the employer's to give: never suggested with it, *near* with the ask.
    """

    code = RuleCode.DO_NOT_WANT

    def key(self, person: PersonFacts) -> Hashable | None:
        """Lists differ from person to person, and words are looked up: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """The worst over the do-not-want list."""
        status = full(request, MET)
        for item in request.person.participant.do_not_want:
            status = np.minimum(status, _unwanted_status(item, request))
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per item of the list that the job has, usually has, or may have."""
        findings = []
        for item in pair.person.participant.do_not_want:
            status = _unwanted_pair(item, pair.opening)
            if status == NEGOTIABLE:
                findings.append(_to_leave_out(item, pair.opening))
            elif status != MET:
                params = {"kind": item.kind, "value": _named(item)}
                code = {BROKEN: "not_wanted", LIKELY_NOT: "perhaps_not_wanted", UNKNOWN: "ask_not_wanted"}[status]
                who = WhoCanChange.PARTICIPANT if status == BROKEN else WhoCanChange.EMPLOYER
                findings.append(Finding(self.code, status, code, "participant.do_not_want", who, params))
        return findings


def _to_leave_out(item: Unwanted, opening: OpeningFacts) -> Finding:
    """The tasks that would have to be left out: those with a word of the do-not-want that is not in the rest."""
    bound, _ = _apart(words_of(opening))
    only = [pattern for pattern in _patterns(item.value) if not pattern.search(bound)]
    loose = [task.name for task in opening.vacancy.tasks if task.detachable]
    tasks = tuple(name for name in loose if any(pattern.search(name.casefold()) for pattern in only))
    params = {"kind": item.kind, "value": _named(item), "tasks": tasks}
    change = {"vacancy.tasks.left_out": tasks}
    return Finding(
        RuleCode.DO_NOT_WANT, NEGOTIABLE, "unwanted_task_to_leave_out", "vacancy.tasks", WhoCanChange.EMPLOYER,
        params, change,
    )  # fmt: skip


def _named(item: Unwanted) -> str:
    """The code, or the words, of a do-not-want as texts can show them."""
    if item.kind is WishKind.SETTING:
        return Setting(item.value)
    if item.kind is WishKind.COMPANY_SIZE:
        return SizeBand(item.value)
    is_group = item.kind is not WishKind.BRANCH and item.value in group_titles()
    return group_titles()[item.value] if is_group else item.value


def _digits(item: Unwanted) -> str:
    """The digits by which a branch (the first two) or an occupation is named, empty where words name it."""
    code = item.value[:2] if item.kind is WishKind.BRANCH else item.value
    return code if code.isascii() and code.isdigit() and len(code) <= DIGITS else ""


def _unwanted_status(item: Unwanted, request: Request) -> Status:
    columns, digits = request.columns, _digits(item)
    if item.kind is WishKind.SETTING:
        bit = np.uint32(mask([Setting(item.value)], Setting))
        usual = either((columns.typical_settings & bit) != 0, LIKELY_NOT, MET)
        return np.where((columns.settings & bit) != 0, BROKEN, usual).astype(np.int8)
    if item.kind is WishKind.COMPANY_SIZE:
        return _same(columns.size, 1, str(list(SizeBand).index(SizeBand(item.value)) + 1))
    if digits:
        return (
            _same(columns.branch, 2, digits) if item.kind is WishKind.BRANCH else _same(columns.disco, DIGITS, digits)
        )
    words = _patterns(item.value)
    found = [_in_words(words, text) for text in request.words or ("",) * len(request)]
    return np.array(found, np.int8)


def _same(codes: NDArray[Any], length: int, digits: str) -> Status:
    """Broken where codes of ``length`` digits begin with ``digits``, unknown where the code is (0)."""
    begins = codes // 10 ** (length - len(digits)) == int(digits)
    return np.where(codes == 0, UNKNOWN, either(begins, BROKEN, MET)).astype(np.int8)


def _unwanted_pair(item: Unwanted, opening: OpeningFacts) -> int:
    if item.kind is WishKind.SETTING:
        setting = Setting(item.value)
        usual = LIKELY_NOT if setting in opening.typical_settings else MET
        return BROKEN if setting in opening.settings else usual
    if item.kind is WishKind.COMPANY_SIZE:
        size = opening.employer.size_band
        return UNKNOWN if size is None else BROKEN if size == SizeBand(item.value) else MET
    if digits := _digits(item):
        code = opening.employer.branch if item.kind is WishKind.BRANCH else opening.disco
        return UNKNOWN if code is None else BROKEN if code.startswith(digits) else MET
    return _in_words(_patterns(item.value), words_of(opening))


def words_of(opening: OpeningFacts) -> str:
    """What a do-not-want is looked for in, in lower case: title and tasks; on a second line those to be left out."""
    vacancy = opening.vacancy
    bound = [vacancy.title, *(task.name for task in vacancy.tasks if not task.detachable)]
    loose = [task.name for task in vacancy.tasks if task.detachable]
    return "\n".join(" ".join(" ".join(names).split()) for names in ([bound, loose] if loose else [bound])).casefold()


def _apart(words: str) -> tuple[str, str]:
    """The words that belong to the job, and those of the tasks that can be left out."""
    bound, _, loose = words.partition("\n")
    return bound, loose


def _in_words(patterns: tuple[re.Pattern[str], ...], words: str) -> int:
    """Broken where the job itself has every pattern, negotiable where it has them with the tasks to be left out."""
    if not _holds(patterns, words):
        return MET
    return BROKEN if _holds(patterns, _apart(words)[0]) else NEGOTIABLE


_ENDINGS = re.compile(r"(erne|ene|ing|er|en|et|e)$")
_FILLERS = frozenset(
    ["arbejde", "arbejdet", "arbejder", "ikke", "ingen", "intet", "noget", "gerne", "eller", "ville", "work", "with"]
)
"""Words of a do-not-want that say nothing of the task."""


@lru_cache(maxsize=1024)
def _patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """The content words of a do-not-want, without Danish endings; words of three letters where there are no longer.

    A long word is found inside compounds too ("rengøring" in "rengøringsassistent"), a short one only by itself.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word not in _FILLERS]
    long = [_ENDINGS.sub("", word) if len(word) > 5 else word for word in words if len(word) > 3]
    return tuple(re.compile(word) for word in long) or tuple(
        re.compile(rf"\b{word}\b") for word in words if len(word) == 3
    )


def _holds(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    """Every pattern occurs in the text (no patterns: no hit)."""
    patterns = tuple(patterns)
    return bool(patterns) and all(pattern.search(text) for pattern in patterns)
