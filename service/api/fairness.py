"""Fair requirements over HTTP: a draft looked through before it is posted."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response
from typing_extensions import TypedDict

from service import flows
from service.access import CHANGE_COMPANIES
from service.api.call import Body, TheCall
from service.api.companies import VACANCIES
from service.api.endpoint import Endpoint
from service.fairness import Advice, advice
from service.flows.fairness import AdvertGiven


class AdvertAnswer(TypedDict):
    """What was found in a draft. ``publishable``: nothing is refused, and what needs a reason has one."""

    publishable: bool
    findings: list[Advice]


def check_vacancy(call: TheCall, body: Body) -> Response:
    """Look a draft through for forbidden and unjustified demands. Nothing is kept."""
    found = flows.check_advert(body)
    told: AdvertAnswer = {
        "publishable": found.publishable,
        "findings": [advice(item, call.language) for item in found.findings],
    }
    return call.answer(told)


ENDPOINTS: Final = (
    Endpoint("POST", f"{VACANCIES}/check", CHANGE_COMPANIES, check_vacancy, AdvertAnswer, 200, AdvertGiven),
)
