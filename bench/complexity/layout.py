"""How many lines the engine would have at 100 columns, whatever width it is written at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.complexity.count import COLUMNS


def laid_out(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the modules' sources as ``ruff format --isolated --line-length 100`` lays them out."""
    with TemporaryDirectory() as folder:
        for module, text in texts.items():
            Path(folder, f"{module}.py").write_text(text, "utf-8")
        ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--isolated", "--no-cache"]
        subprocess.run([*ruff, "--line-length", str(COLUMNS), folder], check=True)
        return {module: Path(folder, f"{module}.py").read_text("utf-8") for module in texts}
