"""Says in the log and in a metric when a site's recent pages speak against its profile."""

from __future__ import annotations

import logging

from service.http import metrics
from service.profiles.lookout import Lookout, Sighting

log = logging.getLogger(__name__)
#: The sites that this worker watches; its threads of control take turns only where they wait.
_lookout = Lookout()


def tell(seen: Sighting | None) -> None:
    """Take in a page; say what of its site's profile holds no more.

    The name of the site is that of the profile, and nothing of the page is said.
    """
    if seen is None:
        return
    for change in _lookout.add(seen):
        metrics.count_drift(change.watched.habit)
        log.warning(
            "the pages of %s speak against its profile: %s of %s",
            seen.site,
            change.watched.habit,
            ", ".join(change.watched.fields),
        )
