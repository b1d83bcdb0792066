"""How a reader writes down what it found: a proposal whose stored evidence never names an illness."""

from __future__ import annotations

from typing import Any

from features.reading.document import Document
from features.reading.illness import illness_spans
from features.reading.proposal import Proposal


def found(doc: Document, field: str, value: Any, start: int, end: int, confidence: float = 0.9) -> Proposal:
    """A proposal with its evidence; the span is cut after the last illness word that stands in it."""
    while start < end and doc.text[start].isspace():
        start += 1
    named = illness_spans(doc.low, start, end)
    if named:
        first, last = _without(start, end, named)
        start, end = (first, last) if last - first > 2 else (start, end)
    evidence = doc.text[start:end].strip()
    return Proposal(field, value, doc.place(start), doc.place(end), evidence, round(min(1.0, confidence), 2))


def _without(start: int, end: int, named: list[tuple[int, int]]) -> tuple[int, int]:
    """The longest stretch of ``start:end`` that holds none of the ``named`` spans."""
    edges = [start, *(edge for span in named for edge in span), end]
    stretches = [(edges[index], edges[index + 1]) for index in range(0, len(edges), 2)]
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0])
