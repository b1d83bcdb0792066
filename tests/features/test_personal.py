"""What says who somebody is, is found in nearly every line made from a seed; codes and pseudonyms are left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.personal import personal, scrubbed
from tests.features.personal_rounds import rounds
from tests.features.personal_rounds_score import round_score
from tests.features.personal_score import score


@pytest.mark.parametrize("later", [False, True])
def test_ninety_nine_lines_of_a_hundred_are_found_whole(later):
    told = score(1, later=later)
    assert told.lines.total() == 1500
    assert told.recall() >= 0.99, told.notes
    assert min(told.recall(kind) for kind in told.lines) >= 0.97
    assert told.precision >= 0.97


@pytest.mark.parametrize("round_", rounds())
def test_of_every_round_ninety_nine_things_of_a_hundred_are_found_and_words_of_nobody_survive(round_):
    told = round_score(round_, 1, 300)
    assert told.there.total() >= 400
    assert told.recall() >= 0.99, told.notes
    assert told.kept >= 0.99, told.notes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("CPR 310299-1234, ring 40 12 34 56", "CPR [cpr], ring [phone]"),
        ("Fatima Nielsen bor på Nytorv 12, 2. tv, 8800 Viborg.", "[name] bor på [address]."),
        ("Født 71.03.85-1234 (mail: a.b@c.dk)", "Født [cpr] (mail: [email])"),
        ("jeg hedder ahmad og kommer fra syrien", "jeg hedder [name] og kommer fra syrien"),
        ("Kl. 08.00-12.00 mandag, 15 timer i Viborg", "Kl. 08.00-12.00 mandag, 15 timer i Viborg"),
    ],
)
def test_what_is_found_is_replaced_by_its_kind(text, left):
    assert scrubbed(text) == left


@pytest.mark.parametrize("code", ["9112", "too_far", "pre_A1", "20_up", "participant", "2026-11-20", "8f0e12345678",
                                  "0191b5c2-1111-7222-8333-123456789012"])  # fmt: skip
def test_codes_days_and_ids_are_not_personal(code):
    assert personal(code) == []


@given(st.text(max_size=60))
def test_any_text_can_be_looked_through_and_once_scrubbed_holds_no_number(text):
    spans = [(one.start, one.end) for one in personal(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert not [one for one in personal(scrubbed(text)) if one.kind in ("cpr", "email")]
