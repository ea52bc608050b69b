"""The routes of the pages for people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request
from markupsafe import Markup, escape
from werkzeug.exceptions import NotFound

from service import __version__
from service.answers import Form, answered
from service.http import problems
from service.http.about import openapi_bytes
from service.model import FindingCode, Page, Rule
from service.normalize import FINDINGS, RULES, Thresholds
from service.web.examples import EXAMPLES
from service.web.reference import Sample, operations, shapes

web = Blueprint(
    "web",
    "service.web",
    template_folder="templates",
    static_folder="static",
    static_url_path="/assets",
)

#: The example that the pages open with.
LEAD = EXAMPLES[0]

CODE = re.compile(r"`([^`]+)`")

RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
FINDINGS_BY_CODE: Mapping[str, FindingCode] = {finding.code: finding for finding in FINDINGS}


@web.context_processor
def _everywhere() -> dict[str, object]:
    """Return what every template may show: the version, this service's address for commands,
    whether it asks for a key.
    """
    return {
        "version": __version__,
        "origin": request.host_url.rstrip("/"),
        "settings": current_app.config["DATELINE"],
    }


@web.app_template_filter("prose")
def prose(text: str) -> Markup:
    """Return a text of the tables as HTML, with text between backticks as code.

    >>> prose("`type` is <one> of these")
    Markup('<code>type</code> is &lt;one&gt; of these')
    """
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


@web.before_request
def _whole() -> None:
    """Take out ``Range``, which a server may ignore: the assets are small, and an odd one
    ("lines=1-2") would be refused.
    """
    request.environ.pop("HTTP_RANGE", None)


@web.after_request
def _checked_before_use(response: Response) -> Response:
    """Return the page or asset with ``no-cache``: a new version shows at once, and an unchanged one
    costs a 304.
    """
    response.headers["Cache-Control"] = "no-cache"
    response.headers.pop("Accept-Ranges", None)
    return response


@web.get("/")
def try_it() -> Response:
    """Return the try-it page, into which a page can be pasted."""
    return _page("try.html", examples=EXAMPLES)


@web.get("/favicon.ico")
@web.get("/robots.txt")
def at_the_root() -> Response:
    """Return an asset that browsers and crawlers look for under this very path, whatever the pages
    say.
    """
    return web.send_static_file(request.path[1:])


@web.get("/docs", strict_slashes=False)
def docs() -> Response:
    """Return the documentation: the main call with its answer, and folded below it the reference
    with runnable requests.
    """
    document, settings = _openapi(), current_app.config["DATELINE"]
    return _page(
        "docs.html",
        call=Sample("POST", "/v1/normalize", LEAD.media_type, LEAD.content()),
        call_answer=_lead_answer(
            Thresholds(dates=settings.threshold_dates, others=settings.threshold_others)
        ),
        document=document,
        operations=operations(document),
        shapes=shapes(document),
    )


@cache
def _lead_answer(thresholds: Thresholds) -> str:
    """Return this service's answer to the first example, pretty-printed."""
    answer = answered(Page(text=LEAD.content()), Form("summary", thresholds=thresholds))
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


@cache
def _openapi() -> Any:
    return json.loads(openapi_bytes())


@web.get("/rules/", strict_slashes=False)
def rules_index() -> Response:
    """Return the page of all rules by field, and of all findings."""
    by_field: dict[str, list[Rule]] = {}
    for rule in RULES:
        by_field.setdefault(rule.field, []).append(rule)
    return _page("rules.html", rules=by_field, findings=FINDINGS)


@web.get("/rules/<name>")
def rule_page(name: str) -> Response:
    """Return the page on what a rule or a finding means and what to do about it."""
    # A repair and a finding can share a name, as default_date does.
    rule, finding = RULES_BY_ID.get(name), FINDINGS_BY_CODE.get(name)
    if rule is None and finding is None:
        raise NotFound
    return _page("rule.html", name=name, rule=rule, finding=finding)


@web.get("/problems/", strict_slashes=False)
def problems_index() -> Response:
    """Return the page of all problem types."""
    return _page("problems.html", types=problems.TYPES, refusals=problems.REFUSED_BY_SERVER)


@web.get("/problems/<slug>")
def problem_page(slug: str) -> Response:
    """Return the page on what a problem type means and what to do about it."""
    if slug not in problems.BY_SLUG:
        raise NotFound
    kind = problems.BY_SLUG[slug]
    shown = {
        "type": kind.address,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning,
    }
    return _page("problem.html", kind=kind, example=json.dumps(shown, ensure_ascii=False, indent=2))


def _page(template: str, **values: object) -> Response:
    """Return the rendered page with an ETag, so that an unchanged page is not sent again."""
    response = make_response(render_template(template, **values))
    response.add_etag()
    response.make_conditional(request)
    return response
