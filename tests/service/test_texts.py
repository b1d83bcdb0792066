"""Every code has a Danish and an English sentence, whose every blank is filled, and no code is ever shown raw."""

import re
import string
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given, settings

from features import vocabulary
from features.facts import OpeningFacts, PersonFacts
from features.vocabulary import Adaptation, Cefr, DayTime, LanguageSkill, Need, RuleCode, Setting, SizeBand
from matching.ranker import explain
from matching.rules import RULES, Pair
from service.access import Role
from service.texts import LANGUAGES, say, show, texts
from tests.matching.rule_cases import CASES, pair
from tests.matching.test_reasons import all_codes
from tests.said import every_reason, rank_world
from tests.strategies import TODAY, openings, participants

RAW = re.compile(r"[{}]|\b[a-z]+_[a-z_]+\b|None|\bnan\b|<|StrEnum")


def blanks(text):
    """The names of a text's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys():
    assert texts("da").keys() == texts("en").keys()


def test_both_languages_leave_the_same_blanks():
    different = {key for key, text in texts("da").items() if blanks(text) != blanks(texts("en")[key])}
    assert not {key for key in different if key.startswith(("reasons.", "vocabulary."))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_a_rule_or_reason_can_give_has_a_sentence(language):
    missing = {code for code in all_codes() if f"reasons.{code}" not in texts(language)}
    assert not missing


def test_every_sentence_of_a_reason_is_for_a_code_that_can_be_given():
    given_elsewhere = {"confirm_text", "terms"}
    unused = {key.removeprefix("reasons.") for key in texts("da") if key.startswith("reasons.")} - all_codes()
    assert unused <= given_elsewhere


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind",
    [
        Need,
        Adaptation,
        Setting,
        Cefr,
        LanguageSkill,
        DayTime,
        SizeBand,
        RuleCode,
        vocabulary.Credential,
        vocabulary.SupportNeed,
        vocabulary.Terms,
    ],
)
def test_every_value_of_a_shown_list_has_a_name(kind, language):
    assert not [code for code in kind if f"vocabulary.{kind.__name__}.{code}" not in texts(language)]


def test_every_name_in_the_vocabulary_is_of_a_code_that_exists():
    kinds = {
        name: kind for name, kind in vars(vocabulary).items() if isinstance(kind, type) and issubclass(kind, StrEnum)
    } | {"Role": Role}
    for key in (key.removeprefix("vocabulary.") for key in texts("da") if key.startswith("vocabulary.")):
        name, code = key.split(".", 1)
        assert name in ("language", "weekday") or code in set(kinds[name]), key


def check_said(code, params):
    """All blanks are given, and both sentences are fit to be read."""
    for language in LANGUAGES:
        template = texts(language)[f"reasons.{code}"]
        assert blanks(template) <= params.keys(), (code, params)
        sentence = say(f"reasons.{code}", language, **params)
        assert sentence
        assert not RAW.search(sentence), sentence


@pytest.mark.parametrize("case", [case for case in CASES if case[5]], ids=lambda case: case[5])
def test_the_sentences_of_the_hand_made_cases_are_fit_to_be_read(case):
    for finding in explain(pair(*case[1:4])):
        check_said(finding.code, finding.params)


@settings(max_examples=50, deadline=None)
@given(participants(), openings(most=4))
def test_nothing_raw_is_shown_of_any_pair(participant, world):
    person = PersonFacts.of(participant, TODAY)
    for vacancy, employer, occupation in world:
        for finding in (
            one for rule in RULES for one in rule.explain(Pair(person, OpeningFacts.of(vacancy, employer, occupation)))
        ):
            check_said(finding.code, finding.params)


@settings(max_examples=40, deadline=None)
@given(participants(), openings())
def test_nothing_raw_is_shown_of_any_suggestion(participant, world):
    _, ranking = rank_world(participant, world)
    for reason in ranking.questions:
        check_said(reason.code, reason.params)
    for suggestion in ranking.suggestions:
        for reason in every_reason(suggestion):
            check_said(reason.code, reason.params)


def test_values_are_shown_as_people_write_them():
    assert show(7.5) == "7,5"
    assert show(7.5, "en") == "7.5"
    assert show(20.0) == "20"
    assert show(date(2026, 2, 1)) == "1.2.2026"
    assert show((Need.LIFT, Need.STAND)) == "løft og at stå"
    assert show((Cefr.A1, Cefr.A2, Cefr.B1), "en") == "A1, A2 and B1"
    assert show(()) == show(None) == ""


def test_shifts_and_days_are_shown_in_words():
    week = ((1, 2, 3, 4, 5), 480, 720, None)
    assert say("reasons.shift_fits", shifts=(week,)).endswith("mandag–fredag 08:00–12:00")
    assert (
        "monday and thursday 22:00–24:00"
        in say("reasons.shift_fits", "en", shifts=(((1, 4), 1320, 1440, None),)).lower()
    )


def test_what_a_person_wrote_is_shown_as_it_is_even_with_braces():
    assert "{title}" in say("reasons.wish_matches", words="{title}", title="Job")


def test_licences_are_named_where_an_employer_reads_what_they_cost():
    assert say("counter.price.credential", credentials=("B",)) == "Kravet om kørekort B"
    wished = say("counter.credential_wish", "en", credentials=(vocabulary.Credential.CRIMINAL_RECORD,))
    assert wished == "Let a clean criminal record be a wish and no demand"


def test_an_unknown_language_or_sentence_is_an_error_with_its_name():
    with pytest.raises(ValueError, match="language 'fr' is not one of da, en"):
        texts("fr")
    with pytest.raises(KeyError, match=r"reasons\.nothing"):
        say("reasons.nothing")


@pytest.mark.parametrize("strange", ["tasks.²", "tasks." + "9" * 5000, "tasks.٣"])
def test_a_path_made_of_strange_numbers_has_a_name_too(strange):
    from service.faults import field_name

    assert field_name(strange).startswith("opgaver")
