"""``check-advert``: an advert looked through for forbidden and unjustified demands before it is posted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import console
from service.cli_options import InLanguage, Json, help_, language_of
from service.texts import say

if TYPE_CHECKING:
    from features.fair import Finding


def check_advert(
    file: Annotated[str, typer.Argument(help=help_("check_file"))],
    title: Annotated[str, typer.Option(help=help_("check_title"))] = "",
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Find demands an advert may not make, and those that need a reason; exit code 1 when something is forbidden."""
    from features.fair import check_text
    from service.fairness import advice

    lang = language_of(language)
    with console.expected_trouble(lang):
        found = check_text(title, _read(file))
    if json:
        console.out_json([advice(item, lang) for item in found])
    else:
        _show(found, lang)
    if any(item.refused for item in found):
        raise typer.Exit(1)


def _show(found: tuple[Finding, ...], language: str) -> None:
    from features.fair import checked

    for item in found:
        console.out(_told(item, language))
    refused = sum(item.refused for item in found)
    if refused:
        console.tell(say("fair.refused", language, number=refused), "red")
    if len(found) > refused:
        console.tell(say("fair.asks", language, number=len(found) - refused), "yellow")
    if not found:
        console.tell(say("fair.clean", language), "green")
    console.tell(say("fair.checked", language, day=checked()), "dim")


def _told(item: Finding, language: str) -> str:
    """A finding as a short paragraph."""
    from service.fairness import advice

    told = advice(item, language)
    kind = "forbidden" if item.refused else "unsure" if item.kind == "forbidden" else "unjustified"
    laws = ", ".join(map(str, item.laws))
    head = say(f"fair.head.{kind}", language, words=item.evidence, laws=laws)
    return f"{head}\n   {told['what']}. {told['instead']}"


def _read(file: str) -> str:
    """The text of a file, or of stdin for ``-``.

    Raises:
        FileProblem: there is no such file, or it is not UTF-8.
    """
    from service.importing.limits import FileProblem

    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileProblem("file_missing", file=Path(file).name) from error
    except UnicodeDecodeError as error:
        raise FileProblem(
            "broken_utf8", file=Path(file).name, line=error.object.count(b"\n", 0, error.start) + 1
        ) from error
