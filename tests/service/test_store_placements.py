"""Placements, follow-ups and endings in the store, on both databases."""

import json
from datetime import date

import pytest
from sqlalchemy import text

from features.profiles import Agreed, Ended, FollowedUp, Wage
from features.vocabulary import AftercareAction, EndReason, TermsProof, WarningSign
from service.store import AlreadyDone, Unknown
from service.store.outcomes import SUGGESTION

AGREED = Agreed(
    start=date(2026, 11, 2), hours=12.5, proof=TermsProof.PAYSLIP, wage=Wage(low=150), tasks=("opvask",), mentor=True
)
ENDED = Ended(on=date(2026, 12, 1), reason=EndReason.NO_WORK)


@pytest.fixture
def placed(filled, ranking):
    """The store with one placement."""
    with filled.unit(tenant="viborg", actor="key:kim") as unit:
        run = unit.add_run(ranking, model="m", snapshot="1")
        placement = unit.add_placement(run.suggestions[0].id, AGREED)
    return filled, placement, run


def test_a_placement_is_kept_with_whom_where_and_what_was_agreed(placed):
    store, placement, run = placed
    with store.reader("viborg") as reader:
        assert reader.placement(placement.id) == placement
        assert reader.placements("p1") == reader.placements() == (placement,)
        assert reader.placements("p2") == ()
    assert (placement.participant_id, placement.vacancy_id, placement.employer_id) == ("p1", "v1", "e1")
    assert (placement.suggestion_id, placement.agreed, placement.actor) == (run.suggestions[0].id, AGREED, "key:kim")


def test_follow_ups_stay_in_the_order_they_came(placed):
    store, placement, _ = placed
    first = FollowedUp(week=1, on=date(2026, 11, 9), well_being=6, signs=(WarningSign.TRANSPORT,))
    second = FollowedUp(week=1, hours=10, action=AftercareAction.CHANGE_HOURS, out_of_hours=True, text="Æblekasser")
    with store.unit(tenant="viborg", actor="key:bo") as unit:
        kept = [unit.add_follow_up(placement.id, told) for told in (first, second)]
    with store.reader("viborg") as reader:
        assert reader.follow_ups(placement.id) == tuple(kept)
        assert [item.told for item in kept] == [first, second]
        assert reader.weeks_done() == {placement.id: (1, 1)}


def test_a_placement_ends_once_and_is_no_longer_running(placed):
    store, placement, _ = placed
    with store.reader("viborg") as reader:
        assert reader.placements(running=True) == (placement,)
    with store.unit(tenant="viborg", actor="key:bo") as unit:
        ending = unit.end_placement(placement.id, ENDED)
    with pytest.raises(AlreadyDone, match="ending"), store.unit(tenant="viborg", actor="key:bo") as unit:
        unit.end_placement(placement.id, ENDED)
    with store.reader("viborg") as reader:
        assert reader.placements(running=True) == ()
        (kept,) = reader.placements(running=False)
        assert (kept.ending, ending.told) == (ending, ENDED)


def test_a_suggestion_is_placed_once_until_that_has_ended(placed):
    store, placement, run = placed
    with pytest.raises(AlreadyDone, match="placement"), store.unit(tenant="viborg", actor="a") as unit:
        unit.add_placement(run.suggestions[0].id, AGREED)
    with store.unit(tenant="viborg", actor="a") as unit:
        unit.end_placement(placement.id, Ended(on=date(2026, 11, 3), reason=EndReason.MISTAKE))
        again = unit.add_placement(run.suggestions[0].id, AGREED)
        assert unit.placements(running=True) == (again,)


def test_another_tenant_finds_nothing_and_can_add_nothing(placed):
    store, placement, run = placed
    with store.reader("randers") as reader:
        assert (reader.placement(placement.id), reader.placements(), reader.weeks_done()) == (None, (), {})
    for attempt in (
        lambda unit: unit.add_placement(run.suggestions[1].id, AGREED),
        lambda unit: unit.add_follow_up(placement.id, FollowedUp(week=1)),
        lambda unit: unit.end_placement(placement.id, ENDED),
    ):
        with pytest.raises(Unknown), store.unit(tenant="randers", actor="a") as unit:
            attempt(unit)


def test_what_was_shown_is_kept_with_its_features_and_older_rows_are_still_read(placed, database_url):
    from service.store.engine import open_engine

    _, _, run = placed
    assert run.suggestions[0].suggestion.features == {}
    engine = open_engine(database_url)
    with engine.begin() as connection:
        raw = connection.execute(text("SELECT data FROM suggestions LIMIT 1")).scalar_one()
    engine.dispose()
    plain = json.loads(raw) if isinstance(raw, str) else raw
    assert {"features", "propensity", "tried"} <= plain.keys()
    older = {name: value for name, value in plain.items() if name not in ("features", "propensity", "tried")}
    kept = SUGGESTION.validate_python(older)
    assert (kept.features, kept.propensity, kept.tried) == ({}, None, False)
