"""``dateline check-settings``: checks that the service would start in this environment, and finds
misspelt settings.
"""

from __future__ import annotations

import argparse
import os
import sys

from service import arguments
from service.http import access, tracing
from service.settings import SettingsError, loaded, unknown, whole_number


def add(commands: arguments.Commands) -> None:
    """Add the sub-command, which takes no arguments."""
    command = commands.add_parser(
        "check-settings",
        help="check the environment that the service would start in",
        description="Check every DATELINE_ variable of this environment. The service only warns "
        "of unknown ones; here they are "
        "failures.",
        epilog="example: DATELINE_BODY_LIMIT=1e6 dateline check-settings",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_check)


def _check(_options: argparse.Namespace) -> int:
    found = unknown(os.environ)
    try:
        whole_number(os.environ, "PORT", default=int, least=0)
        whole_number(os.environ, "DATELINE_WORKERS", "WEB_CONCURRENCY", default=int)
        settings = loaded()
        access.Door(settings)
        tracing.check(settings)
    except SettingsError as error:
        found += str(error).splitlines()
    except (OSError, ValueError) as error:
        found.append(f"DATELINE_API_KEYS_FILE: cannot be read: {error}")
    for fault in found:
        print(f"dateline check-settings: {fault}", file=sys.stderr)
    if not found:
        print("the settings can be read")
    return 1 if found else 0
