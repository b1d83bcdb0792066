"""No reason without the field behind it being known, each with its exact weight, and only what is true is said."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from features.facts import OpeningFacts
from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import Need
from matching import reasons, rules
from matching.reasons import REASON_CODES
from matching.thresholds import NOTE_CODES
from tests.said import every_reason, rank_world
from tests.strategies import TODAY, openings, participants
from tests.town import EMPLOYERS, HOME, PEOPLE, VACANCIES, danish, spoken, town_ranker, vacancy


def known(value):
    """Something is written there."""
    if isinstance(value, tuple | Mapping):
        return bool(value)
    return value not in (None, "")


def is_known(field, person, opening: OpeningFacts):
    """Whether the field of a reason is written in the record it names."""
    record, *path = field.split(".")
    value = {"participant": person, "vacancy": opening.vacancy, "employer": opening.employer}[record]
    if path[0] == "demands":
        return Need(path[1]) in opening.demands
    for part in path:
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return known(value)


@settings(max_examples=50, deadline=None)
@given(participants(), openings())
def test_every_reason_comes_from_a_field_that_is_known(participant, world):
    ranker, ranking = rank_world(participant, world)
    for suggestion in ranking.suggestions:
        snapshot = ranker.index.snapshot()
        opening = snapshot.opening(snapshot.rows[suggestion.vacancy_id])
        for reason in (*suggestion.reasons_for, *suggestion.reasons_against):
            if reason.code in reasons.DOUBTS.values():
                assert opening.occupation is not None
            else:
                assert is_known(reason.field, participant, opening), reason
                assert reason.weight == suggestion.contributions[reasons._FEATURE[reason.code]]


@settings(max_examples=50, deadline=None)
@given(participants(), openings())
def test_reasons_for_and_against_stand_by_weight_and_do_not_repeat(participant, world):
    _, ranking = rank_world(participant, world)
    for suggestion in ranking.suggestions:
        weights = [reason.weight for reason in suggestion.reasons_for]
        assert weights == sorted(weights, reverse=True)
        said = [(reason.code, reason.field, str(reason.params)) for reason in suggestion.reasons_for]
        assert len(said) == len(set(said))


def codes_of(module_path):
    """Every code that ``Finding(...)`` or ``Reason(...)`` is called with in a file, found in its syntax tree."""
    tree = ast.parse(module_path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    pairs = (
                        zip(target.elts, node.value.elts, strict=False)
                        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                        else [(target, node.value)]
                    )
                    for one, value in pairs:
                        if isinstance(one, ast.Name):
                            assigned.setdefault(one.id, []).append(value)
            if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple) and isinstance(node.target, ast.Tuple):
                for row in node.iter.elts:
                    for one, value in zip(node.target.elts, row.elts, strict=False):
                        assigned.setdefault(one.id, []).append(value)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Finding", "Reason"):
                place = 2 if node.func.id == "Finding" else 0
                yield from constants(node.args[place], assigned)


def constants(node, assigned):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body, assigned)
        yield from constants(node.orelse, assigned)
    elif isinstance(node, ast.BinOp):
        yield from (node.left.value + code for code in ("night", "regularity", "start_not_before", "shift_length"))
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        yield from (value.value for value in node.value.values)
    elif isinstance(node, ast.Name):
        for value in assigned.get(node.id, ()):
            yield from constants(value, assigned)


def all_codes():
    folder = Path(rules.__file__).parent
    files = [*folder.glob("*.py"), folder.parent / "reasons.py", folder.parent / "ranker.py"]
    return {code for path in files for code in codes_of(path)} | set(reasons.DOUBTS.values()) | set(NOTE_CODES)


def test_every_reason_code_is_produced_somewhere_and_every_produced_one_weighed():
    produced = set(codes_of(Path(reasons.__file__)))
    assert produced | set(reasons.DOUBTS.values()) == set(REASON_CODES)


def test_the_syntax_tree_finds_the_codes_that_the_hand_made_cases_give():
    from tests.matching.rule_cases import CASES

    found = all_codes()
    assert {case[5] for case in CASES if case[5]} <= found
    assert {
        "need_night",
        "ask_need_shift_length",
        "usually_demands",
        "time_preferred",
        "wish_far",
        "ask_danish",
    } <= found


@pytest.fixture
def suggest():
    """Rank one person for one vacancy at one employer and give the suggestion."""

    def ranked(person, job, firm=None):
        participant = Participant.model_validate({"id": "p", "home": HOME, **person})
        employer = Employer.model_validate({"id": "e", "site": HOME, **(firm or {})})
        one = Vacancy.model_validate({"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job", **job})
        [suggestion] = town_ranker({"v": one}, {"e": employer}).rank(participant, 1, TODAY).suggestions
        return suggestion

    return ranked


def codes(found):
    return {reason.code for reason in found}


def test_a_setting_is_only_said_to_differ_when_the_job_has_its_opposite(suggest):
    wishes = {"wishes": [{"kind": "setting", "value": "outside"}, {"kind": "setting", "value": "animals"}]}
    [reason] = [
        one for one in suggest(wishes, {"settings": ["inside"]}).reasons_against if one.code == "setting_differs"
    ]
    assert reason.params["settings"] == ("outside",)
    assert "setting_differs" not in codes(suggest(wishes, {}).reasons_against)


def test_support_that_no_site_can_offer_is_not_said_to_be_missing(suggest):
    person = {"support_needs": ["mentor", "follow_up"]}
    suggestion = suggest(person, {"site_support": ["sit_stand"]})
    [reason] = [one for one in suggestion.reasons_against if one.code == "support_missing"]
    assert (reason.params["support"], reason.field) == (("mentor",), "vacancy.site_support")
    offered = suggest(person, {}, {"site_support": ["mentor"]})
    [reason] = [one for one in offered.reasons_for if one.code == "support_offered"]
    assert (reason.params["support"], reason.field) == (("mentor",), "employer.site_support")


def test_the_language_that_is_enough_is_the_one_the_person_speaks(suggest):
    either = {"requirements": [spoken("B1", "en", any_of="x"), spoken("B1", "de", any_of="x")]}
    suggestion = suggest({"languages": [danish("A1", "en"), danish("B2", "de")]}, either)
    [reason] = [one for one in suggestion.reasons_for if one.code == "language_enough"]
    assert reason.params["spoken"] == "de"


def test_hours_are_read_from_the_end_that_is_stated(suggest):
    [reason] = [one for one in suggest({"hours_wish": 10}, {"hours_max": 20}).reasons_for if one.code == "hours_fit"]
    assert reason.field == "vacancy.hours_max"


def test_a_wish_of_little_weight_is_not_quoted_before_a_heavier_one(suggest):
    wishes = [{"kind": "task", "value": "lager", "weight": 0.1}, {"kind": "task", "value": "rengøring", "weight": 1}]
    suggestion = suggest({"wishes": wishes}, {"title": "Lager og rengøring"})
    [reason] = [one for one in suggestion.reasons_for if one.code == "wish_matches"]
    assert (reason.params["words"], reason.field) == ("rengøring", "participant.wishes.1")


def test_an_adaptation_that_helps_does_not_speak_against(suggest):
    person = {"functional_needs": [{"code": "noise", "level": 3}]}
    loud = {"demands": {"noise": {"level": 3}}, "site_support": ["ear_protection"]}
    [reason] = [one for one in suggest(person, loud).reasons_for if one.code == "adaptation_helps"]
    assert (reason.weight, reason.field) == (0.0, "vacancy.site_support")


def test_an_employers_replies_are_named_from_three_contacts_on(suggest):
    answers = {"responsiveness": {"a": 3, "b": 1}}
    assert "employer_answers" not in codes(suggest({}, {}, answers).reasons_for)
    assert "employer_answers" in codes(suggest({}, {}, {"responsiveness": {"a": 4, "b": 1}}).reasons_for)
    assert "employer_silent" in codes(suggest({}, {}, {"responsiveness": {"a": 1, "b": 4}}).reasons_against)


def test_an_education_that_is_coded_like_a_licence_is_no_licence(suggest):
    job = {"requirements": [{"kind": "education", "code": "B"}]}
    assert "credential_held" not in codes(suggest({"credentials": [{"code": "B"}]}, job).reasons_for)


def test_every_reason_of_the_town_is_about_the_pair_it_stands_at():
    for name, person in PEOPLE.items():
        for suggestion in town_ranker().rank(person, 15, TODAY, per_employer=15).suggestions:
            job = VACANCIES[suggestion.vacancy_id]
            assert (suggestion.participant_id, suggestion.employer_id) == (name, job.employer_id)
            assert all(
                "title" not in one.params or one.params["title"] == job.title for one in every_reason(suggestion)
            )
    assert vacancy("x", "e1", "Job", [], (None, None)).employer_id in EMPLOYERS
