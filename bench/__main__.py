"""`python -m bench`: measures, and writes `bench.md` and `bench.svg` into `docs`; `--quick` takes a taste."""

import argparse
from pathlib import Path

from bench.benchmark import benchmark
from bench.picture import picture_text
from bench.plan import QUICK, WHOLE
from bench.table import table_text


def main() -> None:
    """Read the options, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, the smallest networks: does it work at all?")
    parser.add_argument("--into", type=Path, default=Path("docs"), help="the folder to write to (docs)")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    record = benchmark(QUICK if asked.quick else WHOLE)
    (asked.into / "bench.md").write_text(table_text(record), "utf-8")
    (asked.into / "bench.svg").write_text(picture_text(record.growths), "utf-8")


if __name__ == "__main__":
    main()
