"""Which role a sentence plays: what the person has done, wishes, cannot; what the job asks, is, offers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from features.reading.document import Clause
from features.reading.scope import Force, cues, other_person, plain
from features.reading.work_done import work_done

_EXPERIENCE: Final = re.compile(
    r"\b(?:erfaring\w*|har (?:\w+ ){0,4}?(?:arbejdet|drevet|passet|lavet|undervist|solgt|hjulpet|"
    r"taget|bygget|kørt|stået|malet|syet|repareret|dyrket|ført|haft (?:\w+ )?ansvar\w*|ansvar|jobbet|serveret|gjort|"
    r"bagt|bestået|gennemført|afsluttet|læst|studeret|uddannet)|"
    r"arbejdede|tidligere|førhen|uddannet|uddannelse\w*|drev|passede|hjalp|ejede|solgte|lavede|reparerede|"
    r"syede|byggede|underviste|kørte|dyrkede|var (?:ansat|selvstændig|\w+er\b)|i (?:\w+ )?(?:hjemlandet|"
    r"år (?:som|på|i|med|har))|år som|"
    r"was an? \w+|worked|has (?:\w+ )?(?:experience|worked|been|run)|experience|used to|ran|i sin tid|"
    r"afløser|har haft (?:job|arbejde)|baggrund som|kommer fra (?:en|et|job|landbrug\w*|stilling)|faguddannet|"
    r"praktik\w*|selvlært|"
    r"vant til at (?:lave|passe|arbejde))\b"
)
_RESOURCE: Final = re.compile(
    r"\b(?:er (?:\w+ ){0,3}?(?:god|dygtig|flittig|stabil|mødestabil|pligtopfyldende|ansvarsbevidst|"
    r"hjælpsom|venlig|tålmodig|grundig|omhyggelig|motiveret|engageret|smilende|imødekommende|arbejdsom|"
    r"fleksibel|hurtig|nem|pålidelig|positiv|udadvendt|rolig|lærenem|kreativ|ordentlig|punktlig|"
    r"selvstændig|social|omsorgsfuld|stærk|nysgerrig|glad)\w*|"
    r"god til|dygtig til|flink til|ferm til|let ved|nemt ved|mødestabil\w*|stabil|pligtopfyldende|"
    r"lærer hurtigt|lærenem|møder til tiden|ressource\w*|styrke\w*|kan (?:godt|sagtens) |kan (?:sy|lave|"
    r"bage|reparere|køre|bygge|male|betjene|bruge|svejse|lodde)|good at|reliable|punctual|hard-?working|"
    r"skilled|gå på mod|gåpåmod|overblik|humør|netværk|motiv\w*|positiv\w*|fleksibel|samarbejd\w*|"
    r"ansvar\w*|tålmodig\w*|flittig\w*|hurtig til)\b"
)
_AVAILABILITY: Final = re.compile(
    r"\b(?:timer?|hours?|om ugen|hverdage?|formiddag\w*|eftermiddag\w*|aften\w*|weekend\w*|mandag|tirsdag|"
    r"onsdag|torsdag|fredag|kl\.?|klokken|fuld ?tid|deltid|halv ?tid|kørekort|bil|cykel|bus|tog|"
    r"transport\w*|starte|start|rådighed|sprogskole\w*|henter|skift\w*|vagter?|mornings?|evenings?|"
    r"weekdays?|available|full[ -]?time|part[ -]?time)\b"
)


def participant_role(clauses: list[Clause]) -> str:
    """The role of a participant's sentence, from its clauses: limits before wishes before experience."""
    roles = [clause_role(clause) for clause in clauses if not other_person(clause)]
    for role in ("avoid", "limit", "wish", "experience", "resource", "availability"):
        if role in roles:
            return role
    return "other"


def clause_role(clause: Clause) -> str:
    """The role of one clause of a participant's text."""
    forces = {power for _, _, power in cues(clause.low)}
    if re.search(
        r"\b(?:ikke (?:\w+ )?(?:imod|problem\w*)|ingen problemer|gør ikke noget|ikke bange|uden problemer)\b",
        clause.low,
    ):
        return "resource"
    timed = _AVAILABILITY.search(clause.low)
    done = _EXPERIENCE.search(clause.low) or work_done(clause.low)
    if Force.UNWANTED in forces and not timed:
        return "avoid"
    if done and not forces & {Force.WISH, Force.HARD, Force.UNWANTED}:
        return "experience"
    if timed and not re.search(r"\bløft|larm|støj|stå\b", clause.low):
        return "availability"
    if forces & {Force.HARD, Force.HARDLY} and not (
        done and re.search(r"\b(?:har|var)\b", plain(clause.low)) and Force.HARD not in forces
    ):
        return "limit"
    if Force.WISH in forces:
        return "wish"
    if forces & {Force.NEEDS, Force.MUST_HAVE, Force.RATHER_NOT}:
        return "limit"
    if done:
        return "experience"
    return "resource" if _RESOURCE.search(clause.low) else "other"


_NO_DEED: Final = (
    r"(?:har|er|kan|taler|får|bliver|skal|vil|møder|trives|brænder|besidder|evner|formår|forstår|behersker|"
    r"behøver|bestemmer|"
    r"vælger|må|kommer|ønsker|søger|sender|ansættes|refererer|hører|finder|bor|synes|elsker|kender|lærer|"
    r"motiveres|tænker|deler|"
    r"ser|tør|vægter|mestrer|accepterer|forventer|går (?:op|ind|til|gerne|ikke|på)|tager (?:ansvar|initiativ|"
    r"gerne|godt)|"
    r"arbejder (?:\w+ )?(?:selvstændigt|struktureret|målrettet|godt|effektivt|hurtigt|systematisk|præcist|"
    r"grundigt)|starter|"
    r"mangler|læser|skriver (?:godt|flydende)|opnår|holder (?:af|dig|gerne)|kontakter|melder|tilbyder|indgår|sætter|"
    r"bidrager|stiller|ringer|interesserer|befinder|fungerer|oplever|modtager (?:løn|grundig|oplæring)|udviser|"
    r"håndterer stress|"
    r"kører (?:selv|i egen)|overholder|passer (?:ind|på|godt)|begår|glæder|sikrer dig|gør (?:dig|en forskel)|"
    r"dokumenterer (?:at|ved)|"
    r"ligger|lægger (?:vægt|mærke)|viser|drømmer|savner|står (?!for)\w+|sidder|går \w+|arbejder (?:på|alene|i|"
    r"om|kl)|løfter)\b"
)
"""Verbs after "du" that say what one is, has or gets, not what one does at work."""
_NO_DEED_EN: Final = (
    r"(?:are|have|can|could|speak|must|will|may|should|need|like|enjoy|get|receive|want|understand|know|do|don|"
    r"be|love|"
    r"thrive|possess|live|come|start|apply|send|might|would|is)\b"
)


_VACANCY: Final = (
    (
        "availability",
        r"\b(?:\d+\s*timers?|arbejdstid\w*|vagter(?:ne)?|ugentlig\w*|hours (?:per|a) week|fuldtid\w*|"
        r"deltid\w*|weekendvagt\w*|mødetid\w*|working hours|tiltrædelse|ansøgningsfrist|start(?:dato)?:|"
        r"deadline|shifts?)\b",
    ),
    (
        "requirement",
        r"\b(?:du (?:har|kan|er|taler|skal have|skal kunne|skal være|trives|forstår|behersker|møder|brænder|"
        r"besidder|evner|formår)|krav|kræver|forvent\w*|forudsæt\w*|kvalifikation\w*|erfaring|kendskab|"
        r"kørekort|attest|uddannet|uddannelse som|fordel|lægger vægt|vægter|profil|er din?|you (?:have|are|"
        r"speak|can|must)|required|requirements?|experience|must be able|skills|we expect|motiveres|lyst til|"
        r"vi søger en|ønsker os en|kollega,? der|faglig\w* ballast)\b",
    ),
    (
        "offer",
        r"\b(?:vi tilbyder|tilbyder|du får|du bliver en del|hos os får|løn\w*|overenskomst\w*|pension\w*|"
        r"personalegoder|ansættelsesvilkår|frokostordning|we offer|salary|you will get|benefits|"
        r"introduktion\w*|oplæring|mulighed for)\b",
    ),
    (
        "task",
        r"\b(?:du (?:skal|vil|kommer til|får ansvar|hjælper|sørger|har ansvar|tager|arbejder|deltager|indgår|"
        r"bidrager|står for)|"
        rf"^(?:her |i jobbet |til daglig |som \w+ )?(?:du (?!{_NO_DEED})\w+r\b|"
        rf"(?:you )(?!{_NO_DEED_EN})[a-z]+\b)|dine (?:\w+ )?(?:arbejds)?opgaver|"
        rf"(?:arbejds)?opgaver(?:ne)?|arbejdet (?:består|"
        r"omfatter|indebærer)|ansvar for|jobbet (?:består|omfatter|indebærer|handler)|you will|"
        r"your (?:primary |main )?(?:task|job|responsibilit)\w*|tasks?|duties|responsib\w*|"
        r"the work (?:consists|involves))\b",
    ),
    (
        "employer",
        r"\b(?:vi er|om os|virksomheden|er en (?:\w+ )?(?:virksomhed|skole|institution|børnehave|integreret)|"
        r"vores (?:\w+ )?(?:hus|virksomhed|arbejdsplads|børnehave|institution|afdeling|skole)|we are|"
        r"about us|"
        r"our company|the company|hos os|medarbejdere|ansatte|grundlagt|familieejet|koncern|beliggende|"
        r"vi har)\b",
    ),
)
"""What a line of an advert is about when these words stand in it."""


@lru_cache(maxsize=1)
def _vacancy_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(words)) for role, words in _VACANCY)


def vacancy_role(low: str, heading: str | None) -> str:
    """The role of an advert's sentence; a list line without cues takes the role of the heading above it."""
    roles = {role for role, pattern in _vacancy_patterns() if pattern.search(low)}
    if heading and (not roles or heading in roles or (len(low) < 90 and "availability" not in roles)):
        return heading
    for role in ("availability", "task", "requirement", "offer", "employer"):
        if role in roles:
            return role
    return "other"


_HEADINGS: Final = (
    (
        "task",
        re.compile(
            r"^(?:(?:hos os )?(?:skal du|du (?:skal|kommer til at|får til opgave))(?: bl\.a| blandt andet)?$|you will$|"
            r"(?:om (?:jobbet|stillingen)|jobbet|dine? (?:primære |kommende |daglige )?(?:arbejds)?opgaver?|"
            r"arbejdsopgaver\w*|opgaver(?:ne)?|stillingen|dit job|dit ansvar|ansvarsområder|the job|"
            r"(?:your )?(?:tasks|responsibilities|duties)|job description|arbejdsbeskrivelse)\b.{0,45}$)"
        ),
    ),
    (
        "requirement",
        re.compile(
            r"^(?:din profil|profil|vi (?:søger|forventer|ønsker)\b.{0,30}|kvalifikationer|krav(?:ene)?|om dig|"
            r"hvem er du|dine kvalifikationer|your profile|requirements|qualifications|about you|"
            r"vi forestiller os|vi lægger vægt på|personlige egenskaber|faglige kvalifikationer)\b.{0,45}$"
        ),
    ),
    (
        "offer",
        re.compile(
            r"^(?:vi tilbyder|hvad tilbyder vi|vi kan tilbyde|we offer|løn og ansættelse\w*|det får du|"
            r"hos os får du|løn\w*|ansættelsesvilkår|til gengæld)\b.{0,45}$"
        ),
    ),
    (
        "employer",
        re.compile(r"^(?:om os|virksomheden|om virksomheden|hvem er vi|about us|the company|om \w+)\b.{0,30}$"),
    ),
    (
        "availability",
        re.compile(r"^(?:arbejdstid\w*|working hours|work hours|vagter|tid og sted|ansættelse)\b.{0,30}$"),
    ),
    (
        "other",
        re.compile(
            r"^(?:ansøgning\w*|sådan (?:søger|ansøger|kan du)\w*|kontakt\w*|how to apply|yderligere|interesseret|"
            r"spørgsmål|application|contact|vil du vide mere)\b.{0,45}$"
        ),
    ),
)


def heading_role(low: str) -> str | None:
    """The role a heading line gives to the list lines under it, or None when the line is no heading."""
    line = low.strip(" :.…?!")
    if len(line) > 60 or (
        not low.rstrip(" .…").endswith((":", " bl.a", " bl. a", " blandt andet", " følgende", " at", " fx", " at du"))
        and re.search(r"\b(?:er|har|skal|består|bliver|kan|vil)\b", line)
        and not re.match(r"hvem er|hvad (?:kan|skal)", line)
    ):
        return None
    return next((role for role, pattern in _HEADINGS if pattern.match(line)), None)
