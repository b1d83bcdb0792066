"""A list of patterns as one pattern: the same places found, however it is put together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.reading.lexicon import table, words

ENTRIES = (
    "løft",
    r"løft\w*",
    "tung(?:t|e)? løft",
    "a+b",
    "å?ben",
    "(?:let )?arbejde",
    "lys|lyd",
    "§ 26",
    r"\d+ kg",
    "løb",
)


@given(
    st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=4),
    st.lists(
        st.sampled_from(("løft", "løfter", "tungt", "tunge", "ab", "aab", "ben", "åben", "lys", "lyd", "løb", "§ 26"))
    ).map(" ".join)
    | st.text("løftabgyndår §26k-"),
)
def test_every_list_finds_what_its_plain_alternation_finds(entries: list[str], text: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)")
    assert [match.span() for match in words(entries).finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_the_first_of_two_entries_that_both_fit_wins_as_in_the_list() -> None:
    match = words(["kørekort", "kørekort til bil"]).search("har kørekort til bil")
    assert match is not None
    assert match[0] == "kørekort"


@pytest.mark.parametrize("name", ["credentials", "languages"])
def test_the_lists_themselves_stay_whole_words(name: str) -> None:
    for code, listed in table(name).items():
        assert not words(listed).search("xx" + "".join(filter(str.isalnum, listed[0]))), code
