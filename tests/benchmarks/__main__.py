"""``python -m tests.benchmarks [typesetting|guide|forms|batch] [count]``: measures and prints; never run by pytest.

Every number is the best of several rounds, alternating between the contestants, so that a busy machine hurts both.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys

NAMES = ("typesetting", "guide", "forms", "batch")


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, or all that are here."""
    counts = [int(word) for word in wanted if word.isdigit()]
    wanted = [word for word in wanted if not word.isdigit()]
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"没有这种测速：{'、'.join(unknown)}；可用 {'、'.join(NAMES)}", file=sys.stderr)
        return 2
    for name in wanted or NAMES:
        full = f"tests.benchmarks.{name}"
        if importlib.util.find_spec(full) is None:
            print(f"{name}：尚无\n")
            continue
        importlib.import_module(full).run(*counts[: name == "batch"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
