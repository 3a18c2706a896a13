"""`python -m tests.fuzzing SECONDS [READER]`: a coverage-guided fuzzer on everything that reads what people give it.

Atheris (libFuzzer, with the branches of our Python) mutates sound files; whatever is no refusal ends it, and leaves the
bytes that did it in the folder `fuzz`. Each reader has an equal part of the time, in a process of its own.
"""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

OURS = ["model", "explorer", "properties", "reports", "tests.readers"]
NAMES = ("design", "network", "certificate", "certified")
FOLDER = Path("fuzz")
SECONDS = 900
LONGEST = 6000
"""Bytes of an input."""
SLOWEST, MOST_MEGABYTES = 30, 2000
"""Seconds and memory that one input may take; more is a hang, or an explosion."""


def main() -> int:
    """Fuzz one reader, or all of them; the exit status."""
    if len(sys.argv) > 2:
        fuzz(sys.argv[2], int(sys.argv[1]))
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    statuses = [_in_a_process(reader, max(1, seconds // len(NAMES))) for reader in NAMES]
    return max(statuses)


def fuzz(reader: str, seconds: int) -> None:
    """Fuzz one reader for so long; ends the process, with 0 where nothing was found."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=OURS):
        from tests.readers import READERS, seeds_of

    folder = FOLDER / reader
    words = folder.with_suffix(".words")
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(seeds_of(reader)):
        (folder / f"seed-{place}").write_bytes(seed)
    words.write_bytes(dictionary(reader))

    def read(data: bytes) -> None:
        READERS[reader](data)

    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-dict={words}"]
    limits += [f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={FOLDER}/{reader}-"]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", str(folder)], read)
    atheris.Fuzz()


def dictionary(reader: str) -> bytes:
    """The words of a reader's language, as libFuzzer reads them."""
    from tests.readers import seeds_of
    from tests.test_design_reader_fuzz import WORDS

    found = set(WORDS) if reader == "design" else set()
    for seed in seeds_of(reader):
        found |= set(re.findall(r"[\w-]{2,30}", seed.decode()))
    spelled = (word.encode("utf-8", "replace") for word in sorted(found) if word)
    lines = ["".join(f"\\x{byte:02x}" for byte in word) for word in spelled]
    return "".join(f'"{line}"\n' for line in lines).encode()


def _in_a_process(reader: str, seconds: int) -> int:
    print(f"{reader}: {seconds} s", flush=True)
    done = subprocess.run([sys.executable, "-m", "tests.fuzzing", str(seconds), reader], check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
