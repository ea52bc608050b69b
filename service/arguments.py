"""Arguments that several sub-commands share, and the errors for wrong ones."""

from __future__ import annotations

import argparse
import re
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from schemas.page import instant
from service import dates
from service.answers import Form
from service.http.parameters import FLAT_HAS_ALL, field_names
from service.normalize import Thresholds
from service.profiles.problem import ProfileError
from service.profiles.profile import Profiles, loaded
from service.render import EXPLAIN, VIEWS, Explain

#: The levels that add explanations to an answer; a flat row has no place for them.
EXPLAINED = frozenset(EXPLAIN) - {"none"}

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class Parser(argparse.ArgumentParser):
    """A parser that suggests the nearest known word for a mistyped one, as ``suggest_on_error``
    does from Python 3.14 on.
    """

    def error(self, message: str) -> NoReturn:
        """Exit with code 2 and the message."""
        chosen = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
        near = get_close_matches(chosen[1], re.findall(r"[\w-]+", chosen[2]), 1) if chosen else []
        super().error(f"{message}; did you mean {near[0]}?" if near else message)


def add_fetched_at(command: argparse.ArgumentParser) -> None:
    """Add ``--fetched-at``."""
    command.add_argument(
        "--fetched-at",
        metavar="TIME",
        type=moment,
        help="when the page was fetched (RFC 3339 with offset)",
    )


def add_form(command: argparse.ArgumentParser, explained: Explain, *more: str) -> None:
    """Add the arguments for the form of answers; ``explained`` is the default of ``--explain``,
    ``more`` are further values.
    """
    add_profiles(command)
    command.add_argument(
        "--view", choices=VIEWS, default="nested", help="nested (default), or one flat row per page"
    )
    command.add_argument(
        "--explain",
        choices=(*EXPLAIN, *more),
        help=f"how much the nested view explains (default: {explained})",
    )
    command.set_defaults(explained=explained)
    command.add_argument(
        "--fields",
        metavar="NAMES",
        type=fields,
        default=(),
        help=(
            "answer for these fields alone, in the nested view; for example headline,datePublished"
        ),
    )
    command.add_argument(
        "--min-confidence",
        metavar="P",
        type=probability,
        help="withhold values that are less probable than P (0 to 1)",
    )
    command.add_argument(
        "--fingerprint",
        action="store_true",
        help="add what copies of a text are told by: headline_key, text_fingerprint, "
        "date_published_proved",
    )


def add_profiles(command: argparse.ArgumentParser) -> None:
    """Add ``--profiles``."""
    command.add_argument(
        "--profiles",
        metavar="FILE",
        type=profiles,
        action=_OneFile,
        help="what `dateline learn` wrote of the pages' sites: one more witness",
    )


class _OneFile(argparse.Action):
    """An argument that names one file: of two, the first would be passed over in silence."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the file, the first that is given."""
        if getattr(namespace, self.dest) is not None:
            both = "dateline learn -o both.json --profiles a.json.state --profiles b.json.state"
            raise argparse.ArgumentError(
                self, f"is given twice, and one file is read; merge them: {both}"
            )
        setattr(namespace, self.dest, values)


def profiles(text: str) -> Profiles:
    """Load the profiles of an argument."""
    try:
        return loaded(Path(text))
    except ProfileError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def form(options: argparse.Namespace) -> Form:
    """Return the form that the arguments ask for."""
    if options.fields and options.view == "flat":
        options.usage(f"--fields: {FLAT_HAS_ALL}")
    if options.explain in EXPLAINED and options.view == "flat":
        options.usage(
            f"--explain {options.explain}: a flat row or a citation explains nothing; leave out "
            "--explain, or --view flat"
        )
    least = options.min_confidence
    thresholds = Thresholds() if least is None else Thresholds(dates=least, others=least)
    return Form(
        options.explain or options.explained,
        options.view,
        thresholds,
        options.fields,
        options.profiles,
        options.fingerprint,
    )


def flatten(options: argparse.Namespace, written: str | None) -> None:
    """Take CSV's rows for flat; a citation, as a row, explains nothing and has all its members."""
    if written in ("csv", "csl"):
        options.view = "flat"


def fields(text: str) -> tuple[str, ...]:
    """Parse an argument that lists fields."""
    names, wrong = field_names(text)
    if wrong:
        raise argparse.ArgumentTypeError("; ".join(wrong))
    return names


def moment(text: str) -> datetime:
    """Parse an argument that is a time."""
    try:
        return instant(text)
    except ValueError as error:
        if "RFC 3339" in str(error) and _naive(text):
            raise argparse.ArgumentTypeError(
                f"{text!r} has no offset; write it as {text}Z if it is UTC"
            ) from None
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an RFC 3339 time such as 2022-02-26T03:10:00Z"
        ) from None


def _naive(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def zone(text: str) -> str:
    """Parse an argument that is a time zone."""
    if not dates.is_zone(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an IANA zone such as America/New_York or an offset such as +02:00"
        )
    return text


def probability(text: str) -> float:
    """Parse an argument that is a probability."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def count(text: str) -> int:
    """Parse an argument that is a whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)
