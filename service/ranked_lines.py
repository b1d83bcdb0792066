"""The files that ranking from files writes: a line per suggestion, a line per rule that kept a pair off, JSON lines."""

from __future__ import annotations

import csv
import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from features.vocabulary import Terms
from matching.suggestion import Excluded, Ranking, Reason, Suggestion
from service.faults import field_name
from service.importing.sheets import harmless
from service.texts import say, show, texts
from service.wording import plain, sentence

COLUMNS: Final = (
    "participant_id", "vacancy_id", "rank", "score", "feasible", "reasons_for", "reasons_against", "questions",
)  # fmt: skip
EXCLUDED_COLUMNS: Final = ("participant_id", "vacancy_id", "rule", "reason", "who", "change")
JOINER: Final = " | "
TERMS_RULE: Final = "terms"


class Writers:
    """The files that are written while the ranking goes on, and lines of JSON when a program listens (``record``).

    ``written`` are the vacancies' ids as they stood in the file, ``refused`` adverts on other terms than ordinary.
    """

    def __init__(
        self,
        out: Path | None,
        excluded: Path | None,
        record: Callable[[str], None] | None,
        language: str,
        files: ExitStack,
    ) -> None:
        self.record = record
        self.language = language
        self.out = _csv(out, COLUMNS, files)
        self.excluded = _csv(excluded, EXCLUDED_COLUMNS, files)

    def write(self, participant: str, ranking: Ranking, written: Mapping[str, str]) -> None:
        """One participant's list."""
        for suggestion in ranking.suggestions:
            if self.out is not None:
                self.out.writerow(_line(participant, written[suggestion.vacancy_id], suggestion, self.language))
        for line in json_lines(participant, ranking, written, self.language) if self.record else ():
            if self.record is not None:
                self.record(line)

    def write_refused(self, participant: str, refused: Sequence[tuple[str, Terms]]) -> None:
        """Adverts on other terms than ordinary, which are on nobody's list."""
        for vacancy, terms in refused if self.excluded is not None else ():
            reason = say(f"imports.refused.{terms.value}", self.language)
            who, change = say("imports.terms_who", self.language), say("imports.terms_change", self.language)
            self.excluded.writerow([_id(participant), _id(vacancy), TERMS_RULE, reason, who, change])

    def write_excluded(self, participant: str, excluded: Iterator[Excluded], written: Mapping[str, str]) -> None:
        """What a hard rule keeps off one participant's list: a line per finding."""
        for pair in excluded if self.excluded is not None else ():
            vacancy = written[pair.vacancy_id]
            for finding in pair.findings:
                self.excluded.writerow([_id(participant), _id(vacancy), *_excluded_cells(finding, self.language)])


def _csv(path: Path | None, columns: tuple[str, ...], files: ExitStack) -> Any:
    if path is None:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    file: IO[str] = files.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    return writer


def _line(participant: str, vacancy: str, item: Suggestion, language: str) -> list[object]:
    against = (*item.missing, *item.reasons_against)
    told = (said(part, language) for part in (item.reasons_for, against, item.questions))
    texts = [harmless(JOINER.join(part)) for part in told]
    return [_id(participant), _id(vacancy), item.rank, f"{item.score:.6f}", item.feasible.value, *texts]


def said(reasons: tuple[Reason, ...], language: str) -> list[str]:
    """The sentences of some reasons, each once."""
    return list(dict.fromkeys(sentence(reason, language) for reason in reasons))


def _excluded_cells(finding: Reason, language: str) -> list[str]:
    changes = "; ".join(_change(name, value, language) for name, value in finding.change.items())
    told = sentence(finding, language)
    return [str(finding.params.get("rule", "")), harmless(told), show(finding.who, language), harmless(changes)]


def _change(name: str, value: Any, language: str) -> str:
    """The smallest change in words: a sentence of the field's own when there is one, else the field and its value."""
    key = f"imports.change.{name}"
    if key in texts(language):
        return say(key, language, value=value)
    return say("imports.change", language, field=field_name(name, language), value=value)


def _id(written: str) -> str:
    """An id as it was written; only one that a spreadsheet would run as a command gets an apostrophe."""
    return harmless(written) if any(char in written for char in "(|!") else written


def json_lines(participant: str, ranking: Ranking, written: Mapping[str, str], language: str) -> Iterator[str]:
    """One JSON object per suggestion, with codes for programs and sentences for people."""
    for item in ranking.suggestions:
        reasons = {
            name: [
                {"code": reason.code, "field": reason.field, "sentence": sentence(reason, language)} for reason in part
            ]
            for name, part in (
                ("reasons_for", item.reasons_for),
                ("reasons_against", item.reasons_against),
                ("missing", item.missing),
                ("questions", item.questions),
                ("notes", item.notes),
            )
        }
        line = {
            "participant_id": participant,
            "vacancy_id": written[item.vacancy_id],
            "rank": item.rank,
            "score": round(item.score, 6),
            "feasible": item.feasible.value,
            "minutes": item.minutes,
            "utility": dataclasses.astuple(item.utility),
            "chance": dataclasses.astuple(item.chance),
            **reasons,
            "versions": plain(ranking.versions),
        }
        yield json.dumps(line, ensure_ascii=False)
