"""Every step, remedy and change has words in both languages, whose every blank is filled."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from features.facts import OpeningFacts, PersonFacts
from matching.counsel.changes import changed, differences
from matching.counsel.mending import mendings
from matching.counsel.remedies import remedies
from matching.counsel.steps import steps
from matching.ranker import blocking, explain
from matching.rules import Pair
from service.step_words import change_sentence, lead, mending_sentences, step_sentence
from service.texts import LANGUAGES, texts
from tests.said import ranker_of
from tests.strategies import TODAY, openings, participants
from tests.town import PEOPLE

RAW = re.compile(r"[{}]|None|\bnan\b|<|  |\b[a-z]+_[a-z_]+\b")
ROOT = Path(__file__).parent.parent.parent


def codes():
    """The codes of every ``Proposal`` that the code makes."""
    for name in ("proposals", "remedies"):
        for node in ast.walk(ast.parse((ROOT / "matching" / "counsel" / f"{name}.py").read_text(encoding="utf-8"))):
            called = getattr(getattr(node, "func", None), "id", "")
            if called in ("Proposal", "_of_vacancy") and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_and_remedy_has_words(language):
    known = {key.removeprefix("steps.part.") for key in texts(language) if key.startswith("steps.part.")}
    made = set(codes()) - {"several"}
    assert made <= known
    assert known - made <= {"earlier", "later", "evening", "evenings", "day", "weekend"}


@settings(max_examples=60, deadline=None)
@given(participants(), openings(most=3))
def test_nothing_raw_is_said_of_any_remedy_or_step(participant, world):
    said = []
    for one in world:
        pair = Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(*one))
        found = [part for finding in blocking(explain(pair)) for part in remedies(finding, pair)]
        said += [lead([part], language) for part in found for language in LANGUAGES]
        said += [line for language in LANGUAGES for line in mending_sentences(mendings(pair), language)]
    for step in steps(ranker_of(world), participant, 10, TODAY).steps:
        said += [step_sentence(step, lambda _: ("Job", "Firma"), language) for language in LANGUAGES]
    assert not [line for line in said if RAW.search(line)]


def test_changes_are_told_with_what_stood_there():
    less = changed(PEOPLE["amina"], {"hours_max": 25, "hours_wish": None, "max_jobs": 2, "transport": []})
    told = [change_sentence(change, "da") for change in differences(PEOPLE["amina"], less)]
    assert told[:2] == ["Timer ønsket: fjernet (var 15)", "Timer højst: 25 i stedet for 20"]
    assert told[-1] == "Transport: ændret"
