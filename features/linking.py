"""A job title or a line of free text → the occupation and the DISCO-08 group it speaks of, with a confidence.

First the title is laid bare: what an advert hangs on it (``søges``, ``m/k``, hours, ``erfaren``, the firm) is taken
off, and plural and gender endings are made alike. If one of our titles is the same then, that is the answer. If not,
every label is scored by meaning and spelling (``features.similarity``), an occupation by the best of its labels, and

    confidence = σ(a · score + b · (score − score of the best other group) + c)

with a, b, c fitted on our own titles, each linked with itself left out (``training.encoder_links``). Labels come from
the knowledge base and from DISCO-08; further ones, such as ESCO's, are handed in by whoever has them. Then one word
often names several targets, and ``label_scores`` lets the target's other names and its DISCO group decide between them:

    label score + NAMES · the target's names in other languages + GROUP · how far the title speaks of its DISCO group
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.disco import unit_groups
from features.encoder import Encoder, load_encoder
from features.occupations import Occupation, by_id
from features.similarity import Hybrid, TextRows

LEAST_CONFIDENCE: Final = 0.4
"""Below this ``link_titles`` answers None: a human should look."""
CONFIDENCE: Final = (10.9, 14.6, -9.1)
"""a, b, c of the module's formula."""
NAMES: Final = 0.05
GROUP: Final = 0.06
GROUP_TEMPERATURE: Final = 0.07
OTHER_NAMES: Final = 2
SAME: Final = 0.97
"""Confidence of a title that is one of ours word for word, when no other group has it."""
AT_ONCE: Final = 512

HUNG_ON: Final = re.compile(
    r"\([^)]*\)|\b(søges|søger|vi|ønskes|m/k|k/m|mænd/kvinder|til snarlig tiltrædelse|snarest|hurtigst muligt|straks"
    r"|ledig stilling"
    r"|stilling som|job som|arbejde som|ansættes|genopslag|barselsvikariat|barselsvikar|årsvikar|vikariat|vikar"
    r"|fuldtids?|deltids?|fuld tid|på deltid|full[- ]time|part[- ]time|timeløn\w*|fastansættelse|tidsbegrænset"
    r"|sommerferie|sæson"
    r"|erfar(?:en|ne)|dygtige?"
    r"|engagerede?|søde?|stabile?|fleksible?|mødestabile?|ansvarsfulde?|kvalificerede?|motiverede?|nye?|glade?"
    r"|senior|junior|ung(e|arbejder)?|studerende|student|trainee|experienced|skilled|wanted|hiring|looking for|we are"
    r"|\d+([.,-]\d+)*\s*(timer|t|hours|h)?(\s*/?\s*(pr\.?|om|per)?\s*(uge\w*|week))?)(?!\w)",
    re.I,
)
PLACE: Final = re.compile(r"\s+(til|hos|ved|for|at|with)\s+(?=[A-ZÆØÅ])|\s+(i|in)\s+(?=[A-ZÆØÅ])|\s+[-–|]\s+.*$")
ENDINGS: Final = (
    (r"(dame|damer|mænd|mand|pige|piger|kvinde|kvinder|kone|koner|dreng|folk)$", "mand"),
    (r"(inder|inde|esse)$", ""),
    (r"(e?)lærlinge?$", ""),
    (r"-?elever?$|-?elev$", ""),
    (r"rerne$|rere$", "rer"),
    (r"erne$|ere$", "er"),
    (r"enter$|enterne$", "ent"),
    (r"ører$", "ør"),
    (r"ister$", "ist"),
    (r"nomer$", "nom"),
    (r"kere$", "ker"),
    (r"kokke$", "kok"),
    (r"workers$", "worker"),
    (r"(?<=[a-z]{3})(ers|ants|ors|ists)$", ""),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a target: ``code`` is an id of the knowledge base, a DISCO-08 code, or any other id (an ESCO URI)."""

    text: str
    code: str
    disco08: str
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Link:
    """One candidate: what it is, how it is called, its group, how sure (0–1), the closest label."""

    code: str
    title: str
    disco08: str
    confidence: float
    label: str


@dataclass(frozen=True, slots=True)
class TitleLink:
    """What a title was linked with; ``occupation`` is None when the knowledge base has none for the group."""

    occupation: Occupation | None
    disco08: str | None
    confidence: float


def bare(title: str) -> str:
    """A title without what adverts hang on it: ``"2 søde kokke søges til Hotel X, 30 timer"`` → ``"kokke"``."""
    short = PLACE.split(title.strip())[0] or title
    kept = " ".join(HUNG_ON.sub(" ", short).split())
    return kept.strip(" ,.-–/|:!") or title.strip()


def key(title: str) -> str:
    """The form under which titles are the same: bare, lower case, one form for gender and number, signs left out."""
    words = re.findall(r"[^\W_]+", bare(title).casefold().replace("aa", "å"))
    return "".join(_same_ending(word) for word in words)


def _same_ending(word: str) -> str:
    for pattern, instead in ENDINGS:
        shorter = re.sub(pattern, instead, word)
        if shorter != word and len(shorter) >= 3:
            return shorter
    return word


def own_labels() -> list[Label]:
    """Every title of the knowledge base and of DISCO-08's unit groups."""
    jobs = by_id().values()
    return [
        *(Label(text, job.id, job.disco08) for job in jobs for text in (job.title, *job.titles_da)),
        *(Label(text, job.id, job.disco08, "en") for job in jobs for text in job.titles_en),
        *(Label(text, unit.code, unit.code) for unit in unit_groups() for text in (unit.title_da, *unit.also_da)),
        *(Label(unit.title_en, unit.code, unit.code, "en") for unit in unit_groups()),
    ]


class Linker:
    """Titles → targets. Made once for a set of labels; ``link`` and ``link_titles`` then read it."""

    def __init__(self, labels: Sequence[Label], hybrid: Hybrid) -> None:
        self.labels = list(labels)
        self.hybrid = hybrid
        self.codes = list(dict.fromkeys(label.code for label in self.labels))
        order = {code: number for number, code in enumerate(self.codes)}
        self._target = np.array([order[label.code] for label in self.labels])
        self._sorted = np.argsort(self._target, kind="stable")
        self._starts = np.flatnonzero(np.diff(self._target[self._sorted], prepend=-1))
        self._rows = self._encode([label.text for label in self.labels], "document")
        self._titles: dict[str, str] = {}
        self._disco: dict[str, str] = {}
        self._same: dict[str, list[int]] = {}
        for number, label in enumerate(self.labels):
            self._titles.setdefault(label.code, label.text)
            self._disco.setdefault(label.code, label.disco08)
            self._same.setdefault(key(label.text), []).append(number)
        self._groups = np.array([self._disco[code] for code in self.codes])

    def link(self, text: str, k: int = 5) -> list[Link]:
        """The ``k`` likeliest targets, best first."""
        scores, best = self.scores([text])
        order = np.lexsort((np.arange(len(self.codes)), -scores[0]))[:k]
        return [self._link(scores[0], best[0], int(target)) for target in order]

    def link_titles(self, titles: Sequence[str], least: float = LEAST_CONFIDENCE) -> list[TitleLink]:
        """One answer for each title, fast; equal titles are linked once. None below the ``least`` confidence."""
        once = list(dict.fromkeys(titles))
        found: dict[str, TitleLink] = {}
        for start in range(0, len(once), AT_ONCE):
            part = once[start : start + AT_ONCE]
            scores, _ = self.scores(part)
            found |= {title: self._answer(row, least) for title, row in zip(part, scores, strict=True)}
        return [found[title] for title in titles]

    def scores(self, titles: Sequence[str], same: float = 1) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """(titles, targets) float32 scores in [0, 1], and for each the number of the closest label.

        ``same`` is what a label scores that is the title in another form; 0 leaves it out.
        """
        by_label = self.hybrid.score(self._encode([bare(title) for title in titles], "query"), self._rows)
        for row, title in enumerate(titles):
            by_label[row, self._same.get(key(title), [])] = same
        ordered = by_label[:, self._sorted]
        scores = np.maximum.reduceat(ordered, self._starts, axis=1)
        hit = ordered == np.repeat(scores, np.diff([*self._starts, len(self._sorted)]), axis=1)
        first = np.maximum.reduceat(np.where(hit, np.arange(len(self._sorted), 0, -1), 0), self._starts, axis=1)
        return scores, self._sorted[len(self._sorted) - first]

    def label_scores(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """(titles, labels) float32: how well each label fits, with its target's foreign names and its group in mind."""
        by_label = self.hybrid.score(self._encode(titles, "query"), self._rows)
        _, labels = np.unique([label.disco08 for label in self.labels], return_inverse=True)
        group = _softmax(_most(by_label, labels) / GROUP_TEMPERATURE)[:, labels]
        return np.asarray(by_label + NAMES * self._other_names(by_label) + GROUP * group, np.float32)

    def _other_names(self, by_label: NDArray[np.float32]) -> NDArray[np.float32]:
        """(titles, labels): the mean of the two closest names the label's target has in other languages (0: none)."""
        members: dict[tuple[int, str], list[int]] = {}
        for number, (target, label) in enumerate(zip(self._target, self.labels, strict=True)):
            members.setdefault((int(target), label.language), []).append(number)
        found = np.zeros_like(by_label)
        languages = {language for _, language in members}
        for (target, language), numbers in members.items():
            other = [n for name in languages - {language} for n in members.get((target, name), [])]
            if other:
                best = -np.sort(-by_label[:, other], axis=1)[:, :OTHER_NAMES]
                found[:, numbers] = best.mean(axis=1)[:, None]
        return found

    def group(self, target: int) -> str:
        """The DISCO-08 code of a target by its number."""
        return str(self._groups[target])

    def margin(self, scores: NDArray[np.float32], target: int) -> float:
        """By how much the target scores above the best target of another DISCO group, among one title's scores."""
        others = scores[self._groups != self._disco[self.codes[target]]]
        return float(scores[target]) - float(others.max(initial=0))

    def confidence(self, scores: NDArray[np.float32], target: int) -> float:
        """How sure the target is, from all targets' scores of one title."""
        margin = self.margin(scores, target)
        if scores[target] >= 1:
            return SAME if margin > 0 else SAME / 2
        a, b, c = CONFIDENCE
        return float(1 / (1 + np.exp(-(a * scores[target] + b * margin + c))))

    def _link(self, scores: NDArray[np.float32], best: NDArray[np.int64], target: int) -> Link:
        code = self.codes[target]
        sure = round(self.confidence(scores, target), 3)
        return Link(code, self._titles[code], self._disco[code], sure, self.labels[best[target]].text)

    def _answer(self, scores: NDArray[np.float32], least: float) -> TitleLink:
        target = int(scores.argmax())
        sure = self.confidence(scores, target)
        if sure < least:
            return TitleLink(None, None, sure)
        return TitleLink(self._occupation(scores, target), self._disco[self.codes[target]], sure)

    def _occupation(self, scores: NDArray[np.float32], target: int) -> Occupation | None:
        """The target's occupation, or the best-scored one of its DISCO group."""
        jobs = by_id()
        group = self._disco[self.codes[target]]
        near = [n for n in np.flatnonzero(self._groups == group) if self.codes[n] in jobs]
        chosen = target if self.codes[target] in jobs else max(near, key=lambda n: scores[n], default=None)
        return jobs[self.codes[chosen]] if chosen is not None else None

    def _encode(self, texts: Sequence[str], role: str) -> TextRows:
        return self.hybrid.plain(texts, "query" if role == "query" else "document")


def _most(scores: NDArray[np.float32], groups: NDArray[np.int64]) -> NDArray[np.float32]:
    """(titles, groups): the largest score in each group."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    return np.asarray(np.maximum.reduceat(scores[:, order], starts, axis=1), np.float32)


def _softmax(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    weights = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)


_made: dict[str, Linker] = {}


def linker(encoder: Encoder | None = None) -> Linker:
    """The linker over our own labels, made once for an encoder (None: the one that comes with the package)."""
    used = encoder or load_encoder()
    found = _made.get("linker")
    if found is None or found.hybrid.encoder is not used:
        found = _made["linker"] = Linker(own_labels(), Hybrid(used))
    return found


def link(text: str, k: int = 5, encoder: Encoder | None = None) -> list[Link]:
    """The ``k`` likeliest occupations and DISCO-08 groups of a title or a sentence, best first."""
    return linker(encoder).link(text, k)


def link_titles(titles: Sequence[str], encoder: Encoder | None = None) -> list[TitleLink]:
    """Occupation, DISCO-08 group and confidence of each title; None where nothing is sure enough."""
    return linker(encoder).link_titles(titles)
