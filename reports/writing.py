"""Where output goes: standard output that may be closed early, and files that are written whole or not at all."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from reports.errors import ReportError, printable, reason


def output() -> TextIO:
    """Standard output.

    Raises:
        ReportError: it was closed before we came.
    """
    if sys.stdout is None:
        raise ReportError("standard output: is closed; leave it open, or send it to a file")
    return sys.stdout


def emit(text: str) -> None:
    """Write text to standard output; what the terminal cannot show is written as an escape.

    Raises:
        ReportError: it is closed, or cannot be written to.
    """
    emit_bytes(text.encode(output().encoding or "utf-8", "backslashreplace"))


def emit_bytes(data: bytes) -> None:
    """Write to standard output; a reader that has gone (`| head`) has read what it wanted.

    Raises:
        ReportError: it is closed, or cannot be written to.
    """
    stream = output()
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        close_output()
    except OSError as error:
        close_output()
        raise ReportError(f"standard output: cannot be written: {reason(error)}; choose another place") from error


def close_output() -> None:
    """Drop what could not be written, or else Python would try once more when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Write one line to standard error; where nobody can hear it, the exit status has to do."""
    with suppress(OSError):
        click.echo(" ".join(text.splitlines()).encode("utf-8", "backslashreplace"), err=True)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by these bytes in one move, so that nobody ever finds half of it.

    A pipe or a device (`/dev/stdout`, `/dev/fd/3`) is written to: moving a file over it would remove it.

    Raises:
        ReportError: the place cannot be written to.
    """
    try:
        if _is_output(path):
            emit_bytes(data)
        elif path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        why = f"cannot be written: {reason(error)}"
        raise ReportError(f"{printable(str(path))}: {why}; choose another place") from error


def refuse_existing(path: Path) -> None:
    """Keep what people have written.

    Raises:
        ReportError: there is something at this path.
    """
    if os.path.lexists(path):
        raise ReportError(f"{printable(str(path))}: is there already, and stays as it is; choose another name")


def _is_output(path: Path) -> bool:
    """Whether the place is our own standard output, by whatever name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(21, "is a directory")
    part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # some disks say only now that they are full
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
