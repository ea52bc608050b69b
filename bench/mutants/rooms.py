"""The modules that are mutated, by room, and the tests that each of them has: in the order in which
they are run.
"""

from __future__ import annotations

_SCORES = ("scores", "reliability", "alternatives", "hypotheses", "context", "decision")
_CASES = (
    *(f"tests/dates/test_{name}.py" for name in _SCORES),
    "tests/dates/test_cases.py",
    "tests/pages",
    "tests/fields/test_cases.py",
)
_JUDGED = ("tests/judge", "tests/fields", "tests/profiles/test_use.py")
_READ = ("tests/view", "tests/observe", "tests/pages", "tests/fields/test_cases.py")
_CONTRACT = ("tests/contract/test_openapi.py", "tests/contract/test_messages.py")

ROOMS: dict[str, dict[str, tuple[str, ...]]] = {
    # HTTP: all that stands between a connection and a page.
    "edge": {
        "service/http/about.py": ("tests/http/test_about.py", "tests/http/test_profiles.py"),
        "service/http/access.py": ("tests/http/test_access.py",),
        "service/http/admission.py": (
            "tests/http/test_admission.py",
            "tests/http/test_deadline.py",
        ),
        "service/http/api.py": (
            "tests/http/test_normalize.py",
            "tests/http/test_about.py",
            "tests/http/test_errors.py",
            "tests/http/test_representations.py",
            "tests/http/test_batch.py",
            "tests/http/test_profiles.py",
        ),
        "service/http/application.py": ("tests/http/test_errors.py", "tests/http/test_about.py"),
        "service/http/captures.py": ("tests/http/test_captures.py",),
        "service/http/connections.py": (
            "tests/http/test_connections.py",
            "tests/http/test_stopping.py",
        ),
        "service/http/crew.py": ("tests/http/test_connections.py",),
        "service/http/forwarded.py": ("tests/http/test_forwarded.py",),
        "service/http/limits.py": (
            "tests/http/test_limits.py",
            "tests/http/test_compressed_bodies.py",
            "tests/http/test_batch.py",
            "tests/http/test_errors.py",
            "tests/http/test_server.py",
        ),
        "service/http/negotiation.py": (
            "tests/http/test_negotiation.py",
            "tests/http/test_representations.py",
        ),
        "service/http/openapi.py": ("tests/http/test_about.py", *_CONTRACT),
        "service/http/pages.py": ("tests/http/test_bad_input.py", "tests/http/test_normalize.py"),
        "service/http/parameters.py": (
            "tests/http/test_bad_input.py",
            "tests/http/test_normalize.py",
            "tests/http/test_view.py",
        ),
        "service/http/problems.py": (
            "tests/http/test_errors.py",
            "tests/http/test_bad_input.py",
            *_CONTRACT,
        ),
        "service/http/process.py": ("tests/http/test_telemetry.py",),
        "service/http/logs.py": ("tests/http/test_telemetry.py",),
        "service/http/metrics.py": ("tests/http/test_telemetry.py",),
        "service/http/telemetry.py": ("tests/http/test_telemetry.py",),
        "service/http/tracing.py": ("tests/http/test_tracing.py",),
        "service/http/turns.py": ("tests/http/test_turns.py",),
        "service/http/watch.py": ("tests/http/test_profiles.py",),
        "service/http/web.py": ("tests/web/test_pages.py", "tests/http/test_about.py"),
        "service/http/worker.py": (
            "tests/http/test_patience.py",
            "tests/http/test_slow_clients.py",
            "tests/http/test_server.py",
            "tests/http/test_stopping.py",
        ),
    },
    # What weighs one date against another.
    "scores": {
        "service/dates/resolve.py": _CASES,
        "service/dates/account.py": _CASES,
        "service/dates/conditions.py": _CASES,
        "service/dates/terms.py": _CASES,
        "service/dates/orders.py": _CASES,
        "service/dates/hearing.py": _CASES,
        "service/dates/partial.py": _CASES,
        "service/dates/score.py": _CASES,
        "service/dates/hypothesis.py": _CASES,
        "service/dates/defects.py": _CASES,
        "service/dates/witnesses.py": _CASES,
        "service/confidence.py": (
            "tests/fields/test_confidence.py",
            "service/confidence.py",
            "tests/fields/test_judgement.py",
        ),
    },
    # What weighs one value of a field against another.
    "judge": {
        "service/fields/description.py": _JUDGED,
        "service/fields/headline.py": _JUDGED,
        "service/judge/decision.py": _JUDGED,
        "service/fields/titles.py": _JUDGED,
        "service/fields/headline_features.py": _JUDGED,
        "service/fields/publisher.py": _JUDGED,
        "service/judge/scorer.py": _JUDGED,
        "service/tags/lists.py": (*_JUDGED, "tests/tags"),
        "service/fields/authors.py": _JUDGED,
        "service/fields/author_features.py": _JUDGED,
    },
    # What is read out of a page: its columns, lines and places, and what they state.
    "reading": {
        "service/view/class_words.py": _READ,
        "service/view/columns.py": _READ,
        "service/view/places.py": _READ,
        "service/observe/__init__.py": _READ,
        "service/observe/body.py": _READ,
        "service/observe/bounds.py": _READ,
        "service/observe/charset.py": _READ,
        "service/observe/printed_clocks.py": _READ,
        "service/observe/date_owners.py": _READ,
        "service/observe/datelines.py": _READ,
        "service/observe/json_ld.py": _READ,
        "service/observe/markup.py": _READ,
        "service/observe/page_kind.py": _READ,
        "service/observe/plain_text.py": _READ,
        "service/observe/script_state.py": _READ,
        "service/observe/sources.py": _READ,
        "service/observe/text_body.py": _READ,
        "service/observe/text_headline.py": ("tests/judge/test_dump_headline.py", *_READ),
        "service/observe/text_lines.py": _READ,
        "service/observe/text_values.py": _READ,
        "service/observe/transport.py": _READ,
        "service/observe/tree_guard.py": _READ,
    },
    # Where dates stand in a text.
    "spans": {"service/spans/date_lines.py": _READ},
    # What a caller or the metas state in parts, joined into one date.
    "parts": {"service/observe/parted.py": ("tests/observe/test_parted.py",)},
}
