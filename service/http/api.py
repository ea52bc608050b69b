"""The routes for programs: a body becomes a page, a result becomes a response."""

from __future__ import annotations

import base64
import hashlib
import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from typing import NamedTuple, TypeAlias, cast

from flask import Blueprint, Request, Response, current_app, request
from flask.globals import request_ctx

from schemas.page import PageMembers, ScrapedPage
from service.answers import Form, chosen, document, result_of, row
from service.batch import streams
from service.batch.answer import Work, answer
from service.batch.formats import STREAMS, Format, form_of_stream
from service.batch.lines import Splitter, array, ndjson
from service.batch.records import Record
from service.http import limits, metrics, pages, parameters, problems, watch
from service.http.admission import Admission
from service.http.negotiation import preferred
from service.http.parameters import Asked
from service.http.problems import Fault, Faults, RequestError
from service.model import Json, Page, Result
from service.normalize import Thresholds
from service.profiles.lookout import Sighting, sighting
from service.profiles.profile import Profiles
from service.profiles.shelf import Shelf
from service.render import canonical_bytes, csl, ld_json, ninjs, table_csv
from service.settings import Settings
from service.steps import step

log = logging.getLogger(__name__)

CSV = "text/csv"

api = Blueprint("api", __name__)


@api.post("/v1/normalize")
def normalize_one() -> Response:
    """Return the canonical metadata of the page in the body."""
    return _one_page(tuple(REPRESENTATIONS), row=False)


@api.post("/v1/normalize/flat")
def normalize_row() -> Response:
    """Return the same as one row, for clients whose types are generated: an operation of one shape
    needs no telling apart.
    """
    return _one_page(("application/json", CSV), row=True)


def _one_page(offered: Sequence[str], row: bool) -> Response:
    """Return what is asked of the page in the body, as one of these media types."""
    # Each look through one of the framework's proxies costs three calls, so the request is handed
    # on.
    incoming = request_ctx.request
    media_type = representation(incoming, offered)
    read = BODIES[body_kind(incoming, tuple(BODIES))]
    settings = settings_in_force()
    admission: Admission = current_app.config["ADMISSION"]

    def answered(body: bytes) -> tuple[Response, Result, Sighting | None]:
        with step("decode"):
            body = _decompressed(incoming, body, settings) if coded else body
        with step("parse"):
            page, wanted = read(incoming, body, settings, row)
        _must_have_all(wanted, media_type)
        form = form_of(wanted, thresholds(wanted, settings))
        result = result_of(page, form)
        with step("render"):
            answer = response_of(REPRESENTATIONS[media_type](result, form), media_type)
        return answer, result, sighting(page, result, form.profiles)

    coded = "Content-Encoding" in incoming.headers
    with admission.room(incoming.content_length or 0, coded=coded) as take:
        body = _body(incoming, settings, take)
        response, result, seen = admission.run(lambda: answered(body), size=len(body), coded=coded)
    metrics.count_result(result)
    watch.tell(seen)
    return response


# ------------------------------------------------------------------ the body becomes a page

#: Makes a page of a request's body, and reads what is asked of it; the last argument says that the
#: route answers rows.
Reader: TypeAlias = Callable[[Request, bytes, Settings, bool], tuple[Page, Asked]]


def _json_page(incoming: Request, body: bytes, settings: Settings, row: bool) -> tuple[Page, Asked]:
    """Return the page that a JSON body describes."""
    faults = Faults()
    members = limits.parsed_json(body, settings.json_depth) if body else {}
    wanted = parameters.asked(incoming.args, raw_body=False, faults=faults, row=row)
    if not body:
        faults.add("#", "the body is empty", "empty_body")
    scraped = pages.validated(ScrapedPage, members, "#", faults) if body else None
    if scraped is None or faults.found:
        raise problems.invalid(faults.found)
    return pages.of_scraped(scraped), wanted


def _raw_page(content: str) -> Reader:
    """Return a reader of bodies that are the page itself; ``content`` is the member of the page
    that the bytes become.
    """

    def read(incoming: Request, body: bytes, _settings: Settings, row: bool) -> tuple[Page, Asked]:
        faults = Faults()
        wanted = parameters.asked(incoming.args, raw_body=True, faults=faults, row=row)
        scraped = pages.validated(PageMembers, wanted.members, "?", faults)
        if not body:
            faults.add("#", "the body is empty", "empty_body")
        if scraped is None or faults.found:
            raise problems.invalid(faults.found)
        return pages.of_members(
            scraped, charset=incoming.mimetype_params.get("charset"), **{content: body}
        ), wanted

    return read


#: The media types that can hold a page, and how each is read.
BODIES: dict[str, Reader] = {
    "application/json": _json_page,
    "text/html": _raw_page("html"),
    "application/xhtml+xml": _raw_page("html"),
    "text/plain": _raw_page("text"),
}


def body_kind(incoming: Request, taken: Sequence[str]) -> str:
    """Return the media type of the body; raises a problem when it is not one of ``taken``."""
    if (sent := incoming.mimetype) in taken:
        return sent
    raise RequestError(
        "unsupported-media-type",
        "What is sent here is one of: " + ", ".join(taken) + "." + _elsewhere(sent, taken),
        headers={"Accept": ", ".join(taken)},
        supported=list(taken),
    )


#: Other media types that programs use for NDJSON.
NDJSON_NAMES = frozenset(
    ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")
)


#: What curl says of a body of which it was told nothing.
_FORM = "application/x-www-form-urlencoded"


def _elsewhere(sent: str, taken: Sequence[str]) -> str:
    """Return a hint at the right route when a batch was sent to the route of one page, or one page
    to that of a batch.
    """
    if sent in NDJSON_NAMES and BATCH_ANSWER not in taken:
        return " Many pages, one a line, go to /v1/normalize/batch as application/x-ndjson."
    if sent == _FORM:
        return (
            " curl calls what it sends a form unless it is told what it is: "
            "curl -H 'Content-Type: text/html' --data-binary @page.html …"
        )
    return " One page goes to /v1/normalize." if sent in BODIES else ""


def _body(incoming: Request, settings: Settings, take: Callable[[int], None]) -> bytes:
    """Return the request's body as sent, within its limit and the memory that ``take`` grants."""
    environ = incoming.environ
    ended = bool(environ.get("wsgi.input_terminated"))
    return limits.read_body(
        environ["wsgi.input"], incoming.content_length, ended, settings.body_limit, take
    )


def _decompressed(incoming: Request, body: bytes, settings: Settings) -> bytes:
    """Return the decompressed body, within its limit."""
    return limits.decompressed(
        body, incoming.headers.get("Content-Encoding", ""), settings.decompressed_limit
    )


def thresholds(wanted: Asked, settings: Settings) -> Thresholds:
    """Return the probabilities below which values are withheld: as the request says, or else the
    settings.
    """
    if wanted.min_confidence is not None:
        return Thresholds(dates=wanted.min_confidence, others=wanted.min_confidence)
    return Thresholds(dates=settings.threshold_dates, others=settings.threshold_others)


def form_of(wanted: Asked, thresholds: Thresholds) -> Form:
    """Return the form of the answers that a request wants, with the profiles in use."""
    return Form(
        wanted.explain,
        wanted.view,
        thresholds,
        wanted.fields,
        profiles_in_use(),
        wanted.fingerprint,
    )


def _must_have_all(wanted: Asked, media_type: str) -> None:
    """Raise a problem where some fields alone are asked of a row, which has the same columns for
    every page.
    """
    if wanted.fields and media_type == CSV:
        raise problems.invalid([Fault("?fields", parameters.FLAT_HAS_ALL, "not_in_flat_view")])


def profiles_in_use() -> Profiles | None:
    """Return the profiles in use now; an answer is made with the ones that it names."""
    shelf: Shelf = current_app.config["PROFILES"]
    return shelf.current


def settings_in_force() -> Settings:
    """Return the settings of the service that answers."""
    return cast(Settings, current_app.config["DATELINE"])


# ------------------------------------------------------------------ many pages, one after another

#: The media types that can hold many pages, and how each is cut into pages.
BATCHES: dict[str, Splitter] = {
    "application/x-ndjson": ndjson,
    "application/json": array,
}
BATCH_ANSWER = "application/x-ndjson"


@api.post("/v1/normalize/batch")
def normalize_many() -> Response:
    """Stream the canonical metadata of every page in the body, a line for each, written before the
    next page is read.
    """
    admission: Admission = current_app.config["ADMISSION"]
    with ExitStack() as stack:
        stack.enter_context(admission.stream())
        response = _batch(admission)
        place = stack.pop_all()
    # The place is held until the stream ends, or is abandoned before it began.
    response.response = _within(place, response.iter_encoded())
    response.call_on_close(place.close)
    return response


def _within(place: ExitStack, lines: Iterable[bytes]) -> Iterator[bytes]:
    with place:
        yield from lines


def _batch(admission: Admission) -> Response:
    """Return the response that streams the answers; raises a problem found before the first
    answer.
    """
    media_type = representation(request, tuple(STREAMS))
    settings = settings_in_force()
    faults = Faults()
    wanted = parameters.asked(request.args, raw_body=False, faults=faults, explain="none")
    records = records_of(settings, faults)
    _must_have_all(wanted, media_type)
    first = next(records, None)
    if first is not None and first.last:
        # Nothing has been answered yet, so the status can still say it.
        return problems.of_document(cast(Mapping[str, Json], first.content))
    form = form_of(wanted, thresholds(wanted, settings))
    stream = _Stream(form, form_of_stream(media_type, form), admission, settings.json_depth)
    lines = stream.lines(chain(() if first is None else (first,), records))
    # nginx would hold the lines back in its buffers otherwise.
    headers = {"X-Accel-Buffering": "no", "Vary": "Accept, Accept-Encoding"}
    wrapped = request.accept_encodings.best_match([*streams.COMPRESSORS, "identity"], "identity")
    if wrapped != "identity":
        lines, headers["Content-Encoding"] = streams.compressed(lines, wrapped), wrapped
    return Response(lines, content_type=_content_type(media_type), headers=headers)


def records_of(settings: Settings, faults: Faults) -> Iterator[Record]:
    """Return the pages of the body, cut apart as they arrive; raises a problem where nothing can be
    sent, or something is wrong with the query already.
    """
    split = BATCHES[body_kind(request, tuple(BATCHES))]
    coding = limits.coding_of(request.headers.get("Content-Encoding", ""))
    pieces = body_pieces()
    start = next(pieces, b"")
    if not start:
        faults.add("#", "the body is empty", "empty_body")
    if faults.found:
        raise problems.invalid(faults.found)
    pieces = chain((start,), pieces)
    if coding is not None:
        pieces = streams.inflated(pieces, coding, settings.decompressed_limit)
    return split(pieces, settings.line_limit)


class _Stream(NamedTuple):
    """A stream of answers: of which form, how they are written, whose turn a page waits for, and
    how deep a page's JSON may be.
    """

    form: Form
    written: Format
    admission: Admission
    json_depth: int

    def lines(self, records: Iterable[Record]) -> Iterator[bytes]:
        """Yield the answers in their frame; the server takes one when the last has been sent, and
        none after the client left.

        Each page waits for its turn like a single page, but is never refused: the status has
        already been sent.
        """
        return self.written.frame.around(map(self.line, records))

    def line(self, record: Record) -> bytes:
        """Return the answer for one line.  Parsing takes its turn too, so that a million malformed
        lines hold nobody up.
        """
        results: list[tuple[Result, Sighting | None]] = []

        def work(page: Page) -> Mapping[str, Json]:
            # The work may be begun a second time.
            result = result_of(page, self.form)
            results[:] = [(result, sighting(page, result, self.form.profiles))]
            with step("render"):
                return self.written.document(result, self.form)

        try:
            size = len(record.content) if isinstance(record.content, bytes) else 0
            line = self.admission.run(lambda: self._made(record, work), size=size, patient=True)
        except RequestError as out_of_time:
            return self._made(record, _raising(out_of_time))
        for result, seen in results:
            metrics.count_result(result)
            watch.tell(seen)
        return line

    def _made(self, record: Record, work: Work) -> bytes:
        return self.written.written(answer(record, work, self.json_depth, page_bug), None)


def _raising(error: RequestError) -> Callable[[Page], Mapping[str, Json]]:
    """Return work that raises this error."""

    def work(_page: Page) -> Mapping[str, Json]:
        raise error

    return work


def body_pieces() -> Iterator[bytes]:
    """Yield the request's body in pieces as they arrive, decompressed."""
    return streams.body(
        request.environ["wsgi.input"],
        request.content_length,
        bool(request.environ.get("wsgi.input_terminated")),
    )


def page_bug(error: Exception) -> RequestError:
    """Log our own failure on a page and return its problem, which carries the log's id."""
    incident = f"urn:uuid:{uuid.uuid4()}"
    log.error("%s: a page of a batch failed", incident, exc_info=error)
    return RequestError(
        "internal-error", problems.BY_SLUG["internal-error"].meaning, instance=incident
    )


# ------------------------------------------------------------------ the result becomes a response


def _content_type(media_type: str) -> str:
    """Return the media type with its charset, where it may have one; JSON has but one."""
    return f"{media_type}; charset=utf-8" if media_type == CSV else media_type


def response_of(body: bytes, media_type: str) -> Response:
    """Return the response with the digest of its body (RFC 9530), and ``Vary`` for the headers that
    decided its form.
    """
    response = Response(body, content_type=_content_type(media_type))
    sha = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
    response.headers.add("Content-Digest", f"sha-256=:{sha}:")
    response.headers.add("Vary", "Accept, Accept-Encoding")
    return response


def _as_json(of: Callable[[Result], Json]) -> Callable[[Result, Form], bytes]:
    """Return a representation in canonical JSON of the fields that are asked for."""
    return lambda result, form: canonical_bytes(of(chosen(result, form.fields)))


def _as_csv(result: Result, form: Form) -> bytes:
    """Return the row below the names of its columns."""
    cells = row(result, form)
    return table_csv.header([*cells]) + table_csv.lines([*cells], [cells])


#: The representations of an answer; the first is the default.
REPRESENTATIONS: dict[str, Callable[[Result, Form], bytes]] = {
    "application/json": lambda result, form: canonical_bytes(document(result, form)),
    "application/ld+json": _as_json(ld_json),
    "application/vnd.iptc.ninjs+json": _as_json(ninjs),
    CSV: _as_csv,
    csl.MEDIA_TYPE: _as_json(csl.csl),
}


def representation(incoming: Request, offered: Sequence[str]) -> str:
    """Return the media type that the client prefers; raises a problem when it accepts none of
    ``offered``.
    """
    chosen = preferred(incoming.headers.get("Accept"), offered)
    if chosen is None:
        raise RequestError(
            "not-acceptable",
            "An answer can be had as one of: " + ", ".join(offered) + ".",
            headers={"Vary": "Accept, Accept-Encoding"},
            supported=list(offered),
        )
    return chosen
