"""The part of a job that one person could do: tasks, hours and times worked by hand; every draft judged again."""

from hypothesis import HealthCheck, given, settings

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy, make
from features.vocabulary import Necessity, VacancySource
from matching.counsel.carving import carve
from matching.counsel.tasks import task_fits
from matching.ranker import blocking, explain
from matching.rules import Pair
from tests.strategies import TODAY, openings, participants
from tests.town import WORKDAYS, danish, windows

slow = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def task(name, share=None, detachable=False, **demands):
    asked = {code: {"level": 3, "value": value} for code, value in demands.items()}
    return {"name": name, "share": share, "detachable": detachable, "demands": asked}


def job(firm=None, **more):
    raw = {"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Butiksmedarbejder", **more}
    return OpeningFacts.of(Vacancy.model_validate(raw), Employer.model_validate({"id": "e", **(firm or {})}))


def person(**more):
    return PersonFacts.of(Participant.model_validate({"id": "p", **more}), TODAY)


BACK = {"functional_needs": [{"code": "lift", "level": 2, "limit": 5}]}
SHOP = (task("Sætte varer på plads", 0.5), task("Køre varer ud", 0.25), task("Løfte sække", 0.25, lift=20))
DRIVE = {"kind": "licence", "code": "B", "necessity": "legal", "task": "Køre varer ud"}


@slow
@given(participants(), openings(most=1))
def test_a_draft_that_is_called_possible_is_not_blocked_when_it_is_judged_as_a_vacancy_of_its_own(participant, world):
    one, opening = PersonFacts.of(participant, TODAY), OpeningFacts.of(*world[0])
    carved = carve(one, opening)
    if carved.draft is not None:
        again = make(Vacancy, carved.draft.model_dump(mode="json"))
        facts = OpeningFacts.of(again, opening.employer, opening.occupation, opening.disco, opening.kin)
        assert carved.possible == (not blocking(explain(Pair(one, facts))))


@slow
@given(participants(), openings(most=1))
def test_a_draft_asks_no_task_that_collides_and_drops_nothing_that_law_or_safety_asks_of_the_rest(participant, world):
    one, opening = PersonFacts.of(participant, TODAY), OpeningFacts.of(*world[0])
    carved = carve(one, opening)
    if carved.draft is None:
        return
    names = {item.name for item in carved.draft.tasks}
    assert names == {fit.task.name for fit in carved.fits if not fit.against} - set(carved.too_much)
    hard = [item for item in opening.vacancy.requirements if item.necessity in (Necessity.LEGAL, Necessity.SAFETY)]
    gone = {item.name for item in opening.vacancy.tasks} - names
    assert all(item in carved.draft.requirements for item in hard if item.task not in gone)


def test_tasks_that_collide_and_what_is_asked_for_their_sake_are_left_out_and_hours_follow_the_shares():
    opening = job(tasks=SHOP, hours_min=30, hours_max=37, requirements=[DRIVE])
    carved = carve(person(**BACK, credentials_complete=True, hours_min=5, hours_max=37), opening)
    assert [(fit.task.name, [one.code for one in fit.against]) for fit in carved.fits] == [
        ("Sætte varer på plads", []),
        ("Køre varer ud", ["credential_missing"]),
        ("Løfte sække", ["task_above_limit"]),
    ]
    draft = carved.draft
    assert ([one.name for one in draft.tasks], draft.requirements) == (["Sætte varer på plads"], ())
    assert (draft.hours_min, draft.hours_max) == (15, 18.5)
    assert (carved.possible, draft.source, draft.tasks[0].share) == (True, VacancySource.LATENT, 1.0)


def test_an_adaptation_at_the_site_keeps_a_task_and_is_named():
    lifting = job({"site_support": ["lifting_aid"]}, tasks=SHOP)
    fits = task_fits(Pair(person(**BACK), lifting))
    assert (fits[2].against, fits[2].helped) == ((), (("lift", "lifting_aid"),))


def test_whole_tasks_are_left_out_while_the_rest_is_all_the_hours_the_person_can_work():
    parts = (task("A", 0.5), task("B", 0.3), task("C", 0.2))
    carved = carve(person(hours_min=5, hours_max=26), job(tasks=parts, hours_min=37, hours_max=37))
    assert (carved.too_much, [one.name for one in carved.draft.tasks]) == (("B",), ["A", "C"])
    assert (carved.draft.hours_min, carved.draft.hours_max) == (26, 26)


def test_hours_are_asked_about_where_a_share_is_not_known():
    carved = carve(person(**BACK, hours_max=20), job(tasks=(task("A"), task("B", lift=20)), hours_min=37))
    assert [note.code for note in carved.notes] == ["ask_hours"]
    assert (carved.draft.hours_min, carved.draft.hours_max) == (None, None)


def test_what_law_and_agreement_mean_for_the_hours_of_the_draft_is_told():
    firm = {"agreement": {"name": "Butiksoverenskomsten", "min_weekly_hours": 8}}
    carved = carve(
        person(**BACK), job(firm, tasks=(task("A", 0.4), task("B", 0.6, lift=20)), hours_min=15, hours_max=15)
    )
    note, *others = carved.terms
    assert (note.code, note.params["agreement"], note.params["least"], note.params["most"]) == (
        "agreement_under",
        "Butiksoverenskomsten",
        8,
        6,
    )
    assert [other.code for other in others] == ["ask_agreement_checked", "contract_written"]


def test_the_times_are_those_of_the_job_that_the_person_can_be_there_the_way_counted():
    """The bike takes 4.6 minutes each way, a quarter in the week: from 9 to 14 that leaves 9:15 to 13:45."""
    home = {"lat": 56.45, "lon": 9.40}
    shift = {"weekdays": list(WORKDAYS), "start": "07:00", "end": "12:00"}
    one = person(
        home=home,
        transport=[{"mode": "bike", "max_minutes": 30}],
        availability=windows((1, 3, 5), "09:00", "14:00"),
    )
    carved = carve(one, job({"site": home}, tasks=(task("A", 1.0),), shifts=[shift], hours_min=20, hours_max=25))
    [found] = carved.draft.shifts
    assert (found.weekdays, found.start, found.end, found.kind) == ((1, 3, 5), 555, 720, "fixed")
    assert (carved.draft.hours_min, carved.draft.hours_max) == (8, 8)
    assert [note.code for note in carved.notes] == ["whole", "less_time"]
    assert carved.possible


def test_a_job_without_tasks_or_without_a_task_left_gives_no_draft():
    assert [note.code for note in carve(person(), job()).notes] == ["no_tasks"]
    carved = carve(person(**BACK), job(tasks=[task("B", lift=20)]))
    assert ([note.code for note in carved.notes], carved.draft, carved.possible) == (["nothing_left"], None, False)


def test_what_the_job_itself_asks_still_stands_in_the_way():
    phone = {"kind": "language", "code": "da", "levels": {"speak": "B1"}, "necessity": "safety"}
    carved = carve(person(languages=[danish("A1")]), job(tasks=SHOP, requirements=[phone]))
    assert not carved.possible
    assert [one.code for one in carved.blocking] == ["language_short"]


def test_a_person_is_never_sent_to_times_that_do_not_exist():
    one = person(availability=windows((1,), "18:00", "20:00"))
    shift = {"weekdays": [1, 2], "start": "08:00", "end": "12:00"}
    carved = carve(one, job(tasks=[task("A", 1.0)], shifts=[shift], hours_min=8, hours_max=8))
    assert not carved.possible
    assert [note.code for note in carved.notes] == ["whole", "no_time"]
