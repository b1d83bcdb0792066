"""A house in which people were shown lists, answered, began and were followed up, over two days, on any database."""

from datetime import date, timedelta

from tests.service.api_house import AMAL, API, KITCHEN, NOON, Clock

FIRST, LATER, TODAY = date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 18)
PEOPLE = ("p1", "p2", "p3", "p4")


def live(house, clock: Clock):
    """Two lists each for four people; the first list gives jobs, of which one ends and one was a mistake."""
    caller = house.caller()
    house.fill(caller)
    many = {**KITCHEN, "positions": 2 * len(PEOPLE)}
    made(caller.put(f"{API}/vacancies/{KITCHEN['id']}", json=many, headers={"If-Match": '"v1"'}))
    for person in PEOPLE[1:]:
        made(caller.post(f"{API}/participants", json={**AMAL, "id": person}))
    for day in (NOON, NOON + timedelta(weeks=1)):
        clock.now = day
        for person in PEOPLE:
            run = made(caller.post(f"{API}/participants/{person}/suggestions", json={"k": 5}))
            if day == NOON:
                answer(caller, run["suggestions"][0]["id"])
                place(caller, run["suggestions"][0]["id"], person)
            else:
                refuse(caller, run["suggestions"][0]["id"])
    clock.now = NOON + timedelta(weeks=4)


def answer(caller, suggestion):
    """Passed on, wanted, hired; the participant says no first and changes their mind."""
    first = {"party": "participant", "answer": "no", "reason": "too_far"}
    for given in (first, *({"party": party, "answer": "yes"} for party in ("consultant", "participant", "employer"))):
        made(caller.post(f"{API}/suggestions/{suggestion}/reviews", json=given))


def refuse(caller, suggestion):
    """Not wanted this time."""
    given = {"party": "participant", "answer": "no", "reason": "other", "text": "vil hellere noget andet"}
    made(caller.post(f"{API}/suggestions/{suggestion}/reviews", json=given))


def place(caller, suggestion, person):
    """A start on the 23rd; the second person's ends after two weeks, the third's was a mistake."""
    agreed = {"start": "2026-11-23", "hours": 12, "proof": "contract", "tasks": ["opvask"]}
    kept = made(caller.post(f"{API}/suggestions/{suggestion}/placement", json=agreed))
    made(caller.post(f"{API}/placements/{kept['id']}/follow-ups", json={"week": 1, "text": "det går godt"}))
    end = {"p2": {"on": "2026-12-07", "reason": "no_work"}, "p3": {"on": "2026-11-23", "reason": "mistake"}}.get(person)
    if end:
        made(caller.post(f"{API}/placements/{kept['id']}/end", json=end))


def made(response):
    """The body of an answer that must be 200 or 201."""
    assert response.status_code in (200, 201), response.text
    return response.json()
