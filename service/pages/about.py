"""The pages everybody may read: the way in, how the ranking works, the words, accessibility."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from features.pairs import CHANCE, UTILITY
from service.access import PUBLIC, SIGNED_IN
from service.pages.page import Page
from service.pages.visit import TheVisit
from service.texts import texts
from service.verdicts import release_name

HOW: Final = "/saadan-virker-det"
WORDS: Final = "/ordliste"
ACCESSIBILITY: Final = "/tilgaengelighed"


def front(visit: TheVisit) -> Response:
    """Straight to the first page of the visitor's role; a role without any gets the list of what there is to read."""
    pages = visit.request.app.state.pages
    mine = (page for page in pages if page.nav and visit.caller.role in (page.policy.roles or ()))
    first = next(mine, None)
    return visit.go(first.path) if first else visit.show("front.html")


def how_it_works(visit: TheVisit) -> Response:
    """The ranking in plain words, with the weights of the model that answers now."""
    champion = visit.services.engine.champion
    model, release = champion.model, release_name(champion.release, visit.language)
    heads = [(head, [(name, model.weights[name].weight) for name in names]) for head, names in _HEADS]
    return visit.show("how.html", heads=heads, release=release, learned=model.covariance is not None)


def words(visit: TheVisit) -> Response:
    """The words of the programme, in order of the alphabet."""
    known = texts(visit.language)
    codes = [key.removeprefix("words.name.") for key in known if key.startswith("words.name.")]
    rows = sorted(((known[f"words.name.{code}"], known[f"words.means.{code}"]) for code in codes), key=_alphabet)
    return visit.show("words.html", rows=rows)


def _alphabet(row: tuple[str, str]) -> str:
    """Danish order: æ, ø, å after z."""
    return row[0].casefold().translate(str.maketrans("æøå", "{|}"))


def accessibility(visit: TheVisit) -> Response:
    """What has been done so that everybody can use the pages, and whom to tell when something is in the way."""
    return visit.show("accessibility.html")


_HEADS: Final = (("utility", UTILITY), ("chance", CHANCE))
PAGES: Final = (
    Page("GET", "/", SIGNED_IN, front),
    Page("GET", HOW, PUBLIC, how_it_works),
    Page("GET", WORDS, PUBLIC, words),
    Page("GET", ACCESSIBILITY, PUBLIC, accessibility),
)
