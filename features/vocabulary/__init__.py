"""The closed lists: every code that a profile, a vacancy, a rule or a reason may use.

A code is an English ``StrEnum`` member, its value is what stands in JSON, in the database and in the API.
What a person reads for a code is in ``service/texts``; what a code means is said here, once.
"""

from features.vocabulary.aftercare import (
    FOLLOW_UP_WEEKS,
    STAY_WEEKS,
    AftercareAction,
    EndReason,
    TermsProof,
    WarningSign,
)
from features.vocabulary.answers import (
    Answer,
    ContactKind,
    ContactOutcome,
    Feasible,
    Party,
    ReviewReason,
    RuleCode,
    WhoCanChange,
)
from features.vocabulary.cpr import holds_cpr, like_cpr
from features.vocabulary.credentials import IMPLIES, SCHOOLINGS, Credential, with_implied
from features.vocabulary.language import CEFR_ORDER, DANISH_TESTS, Cefr, LanguageSkill, LanguageSource
from features.vocabulary.needs import LIMIT_UNITS, REMOVED_BY, TASK_NEEDS, TIME_NEEDS, Adaptation, Need, SupportNeed
from features.vocabulary.people import (
    AvailabilityKind,
    Evidence,
    ParticipantStatus,
    Setting,
    Source,
    TransportMode,
    WishKind,
)
from features.vocabulary.work import (
    CONTACT_BUDGET,
    DAY_TIMES,
    HARD_NECESSITY,
    ClosedReason,
    Contract,
    DayTime,
    Necessity,
    RequirementKind,
    ShiftKind,
    SizeBand,
    Terms,
    Training,
    VacancySource,
    VacancyStatus,
)

__all__ = [
    "CEFR_ORDER",
    "CONTACT_BUDGET",
    "DANISH_TESTS",
    "DAY_TIMES",
    "FOLLOW_UP_WEEKS",
    "HARD_NECESSITY",
    "IMPLIES",
    "LIMIT_UNITS",
    "REMOVED_BY",
    "SCHOOLINGS",
    "STAY_WEEKS",
    "TASK_NEEDS",
    "TIME_NEEDS",
    "Adaptation",
    "AftercareAction",
    "Answer",
    "AvailabilityKind",
    "Cefr",
    "ClosedReason",
    "ContactKind",
    "ContactOutcome",
    "Contract",
    "Credential",
    "DayTime",
    "EndReason",
    "Evidence",
    "Feasible",
    "LanguageSkill",
    "LanguageSource",
    "Necessity",
    "Need",
    "ParticipantStatus",
    "Party",
    "RequirementKind",
    "ReviewReason",
    "RuleCode",
    "Setting",
    "ShiftKind",
    "SizeBand",
    "Source",
    "SupportNeed",
    "Terms",
    "TermsProof",
    "Training",
    "TransportMode",
    "VacancySource",
    "VacancyStatus",
    "WarningSign",
    "WhoCanChange",
    "WishKind",
    "holds_cpr",
    "like_cpr",
    "with_implied",
]
