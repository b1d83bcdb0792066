"""HTML over the flows: parse, call one flow, answer. Every page is in ``PAGES``, in the order of the header's links."""

from typing import Final

from service.pages import (
    about,
    caseload,
    companies,
    counsel,
    model,
    new_posting,
    notes,
    participant,
    placement,
    postings,
    profile_edit,
    signing_in,
    suggestions,
)
from service.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    *about.PAGES,
    *signing_in.PAGES,
    *caseload.PAGES,
    *notes.PAGES,
    *participant.PAGES,
    *profile_edit.PAGES,
    *placement.PAGES,
    *suggestions.PAGES,
    *counsel.PAGES,
    *model.PAGES,
    *new_posting.PAGES,
    *postings.PAGES,
    *companies.PAGES,
)
