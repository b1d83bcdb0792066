"""JSON over the flows: parse, call one flow, answer. Every route of the API is in ``ENDPOINTS``."""

from typing import Final

from service.api import (
    aftercare,
    asking,
    bundles,
    changing,
    companies,
    countering,
    fairness,
    imports,
    notes,
    operations,
    participants,
    reading_notes,
    suggestions,
)
from service.api.endpoint import Endpoint

ENDPOINTS: Final[tuple[Endpoint, ...]] = (
    *participants.ENDPOINTS,
    *reading_notes.ENDPOINTS,
    *companies.ENDPOINTS,
    *notes.ENDPOINTS,
    *fairness.ENDPOINTS,
    *suggestions.ENDPOINTS,
    *aftercare.ENDPOINTS,
    *bundles.ENDPOINTS,
    *changing.ENDPOINTS,
    *asking.ENDPOINTS,
    *countering.ENDPOINTS,
    *imports.ENDPOINTS,
    *operations.ENDPOINTS,
)
