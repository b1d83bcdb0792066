"""The knowledge base is whole: every file passes its own check, and each kind of fault is found."""

import copy

import pytest

from features import occupations as base
from features.occupations import check, check_all, coverage, data_files, occupations


def raw():
    """A sound occupation as it stands in a file."""
    return copy.deepcopy(base._read(data_files()[0])[0])


def test_every_file_passes_its_check():
    assert check_all() == []


def test_there_are_at_least_150_occupations_with_different_ids_in_many_groups():
    assert len({one.id for one in occupations()}) == len(occupations()) >= 150
    assert sum(count for _, count in coverage()) == len(occupations())
    assert {"91", "51", "94", "61"} <= {group for group, _ in coverage()}


def test_neighbours_are_occupations_of_ours():
    known = {one.id for one in occupations()}
    assert all({name for name, _ in one.near} <= known - {one.id} for one in occupations())


def test_a_sound_occupation_has_no_faults():
    assert check(raw()) == []


def broken(**fields):
    return list(check(raw() | fields))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"disco08": "911"}, "disco08"),
        ({"training": "some"}, "training"),
        ({"shifts": []}, "shifts"),
        ({"shifts": ["noon"]}, "shifts"),
        ({"hours": [20, 10]}, "hours"),
        ({"danish": {"speak": "A1"}}, "danish"),
        ({"licences": [{"code": "Z", "need": "always"}]}, "licences"),
        ({"branches": ["810"]}, "branches"),
        ({"demands": {}}, "demands"),
        ({"demands": {"night": {"level": 2}}}, "demands"),
        ({"demands": {"lift": {"level": 9, "value": 3}}}, "demands.lift"),
        ({"demands": {"carry": {"level": 1}}}, "demands.carry"),
        ({"setting": {"place": "moon", "company": "alone", "noise": 9, "pace": 1, "customers": 1}}, "setting"),
        ({"tasks": ["one"]}, "tasks"),
        ({"near": []}, "near"),
    ],
)
def test_each_fault_is_found_with_its_field(fields, fault):
    assert any(one.startswith(fault) for one in broken(**fields)), broken(**fields)


def test_a_missing_field_is_named():
    unfinished = raw()
    del unfinished["tasks"], unfinished["near"]
    assert check(unfinished) == ["missing: tasks, near"]
