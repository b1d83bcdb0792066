"""Ranking random worlds with the spelling channel only, and everything that a suggestion says."""

from unittest.mock import patch

from features.linking import TitleLink
from matching.model import MatchModel
from matching.ranker import Ranker
from tests.strategies import TODAY
from tests.town import Words


def ranker_of(world, model=None):
    """A ranker that holds the (vacancy, employer, occupation) of a world, linked as the world says."""
    ranker = Ranker(Words(), model or MatchModel.prior())
    links = {vacancy.id: occupation for vacancy, _, occupation in world}
    with patch("matching.ranker.link_titles", lambda titles, *_: [TitleLink(links[job], None, 1.0) for job in links]):
        ranker.load([vacancy for vacancy, _, _ in world], {firm.id: firm for _, firm, _ in world})
    return ranker


def rank_world(participant, world, model=None):
    """(ranker, everything feasible for the participant)."""
    ranker = ranker_of(world, model)
    return ranker, ranker.rank(participant, 50, TODAY, per_employer=50)


def every_reason(suggestion):
    """All that a suggestion says."""
    return (
        *suggestion.reasons_for,
        *suggestion.reasons_against,
        *suggestion.questions,
        *suggestion.missing,
        *suggestion.notes,
    )
