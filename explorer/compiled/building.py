"""Builds the C of this folder, where there is a compiler; without one all works, and large networks take longer."""

import os
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
HEADERS = ("worlds.h", "table.h", "expanding.h", "halves.h", "sharing.h")
SOURCES = (*HEADERS, "listing.c", "halves.c", "sharing.c", "room.c", "planes.c", "questions.c", "fairness.c")
LIBRARY = FOLDER / "libworlds.so"
BUILDER = Path(__file__)
COMPILERS = ("cc", "gcc", "clang")
STAMP = b"outlive's sources: "
_OPTIONS = ("-std=c11", "-O3", "-Wall", "-Wextra", "-shared", "-fPIC", "-pthread")


def digest() -> str:
    """What tells these sources from all others."""
    return sha256(b"".join((FOLDER / name).read_bytes() for name in SOURCES)).hexdigest()


def is_built() -> bool:
    """Whether the library is there, and was built from these sources."""
    return LIBRARY.is_file() and STAMP + digest().encode() in LIBRARY.read_bytes()


def build() -> str:
    """Build the library if it is not there, by the first compiler that can; why none could, or nothing."""
    if is_built():
        return ""
    try:
        asked = shlex.split(os.environ.get("CC", ""))
    except ValueError as error:
        return f"CC: {error}"
    why = []
    for compiler in [asked] if asked else [[name] for name in COMPILERS if shutil.which(name)]:
        failure = _built_by(compiler)
        if not failure:
            return ""
        why.append(f"{compiler[0]}: {failure}")
    return "; ".join(why) or "no C compiler"


def _built_by(compiler: list[str]) -> str:
    """Build by one compiler; why that failed, or nothing."""
    made = LIBRARY.with_suffix(f".{os.getpid()}")
    stamp = f'-DSOURCES="{STAMP.decode()}{digest()}"'
    sources = [str(FOLDER / name) for name in SOURCES if name.endswith(".c")]
    try:
        command = [*compiler, *_OPTIONS, stamp, "-o", str(made), *sources]
        subprocess.run(command, check=True, capture_output=True, text=True)
        made.replace(LIBRARY)
    except subprocess.CalledProcessError as error:
        return error.stderr.strip() or f"exit status {error.returncode}"
    except OSError as error:
        return error.strerror or str(error)
    finally:
        made.unlink(missing_ok=True)
    return ""


def main() -> None:
    """Build; a failure is told, and no more: everything works without."""
    why = build()
    if why:
        print(f"the compiled list is not built, and large networks take longer: {why}", file=sys.stderr)
    else:
        print(f"{LIBRARY.name} is built, and up to date")


if __name__ == "__main__":
    main()
