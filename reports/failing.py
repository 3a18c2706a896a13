"""How the command fails: every error is one line on standard error, every outcome an exit status."""

import os
import sys
from typing import Any, NoReturn

import click

INTERRUPTED, WRONG_INPUT, OUR_MISTAKE = 3, 2, 70


class Outlive(click.Group):
    """Turns every error into one line on standard error and every outcome into an exit status."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run; never a traceback for what the input or the user did."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_INPUT)
        except click.ClickException as error:
            _refuse(f"{error.format_message()} (see {_command_of(error)} --help)")
        except (KeyboardInterrupt, click.Abort):
            _say("interrupted")
            sys.exit(INTERRUPTED)
        except OSError as error:
            _refuse_output(error)
        except MemoryError:
            _say("memory is used up, and nothing is decided; give it more, or a bound to keep to: --max-memory")
            sys.exit(INTERRUPTED)
        except Exception as error:
            if not _is_about_input(error):
                _confess(error)
            _refuse(str(error))
        sys.exit(status if isinstance(status, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command of a context; click would write an empty line for the interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None


def _command_of(error: click.ClickException) -> str:
    """Whose help tells more: `outlive check`, or `outlive` where no command was understood."""
    context = getattr(error, "ctx", None) or click.get_current_context(silent=True)
    return f"outlive {context.info_name}" if context is not None and context.parent else "outlive"


def _is_about_input(error: Exception) -> bool:
    from explorer.choosing import EngineError
    from explorer.exploration import CheckpointError
    from model.design import DesignError
    from model.network import NetworkError
    from reports.errors import ReportError

    return isinstance(error, CheckpointError | DesignError | EngineError | NetworkError | ReportError)


def _refuse(what: str) -> NoReturn:
    _say(what)
    sys.exit(WRONG_INPUT)


def _confess(error: Exception) -> NoReturn:
    """Our own mistake is no verdict, and must not end in the status of one."""
    from traceback import format_exception

    from reports.errors import printable
    from reports.replay.confirming import ReplayError
    from reports.writing import say

    what = str(error) if isinstance(error, ReplayError) else f"{type(error).__name__}: {error}"
    for line in () if isinstance(error, ReplayError) else "".join(format_exception(error)).splitlines():
        say(printable(line))
    _say(f"{printable(what)}; this is a mistake of outlive, and no verdict; please report it, with the file")
    sys.exit(OUR_MISTAKE)


def _refuse_output(error: OSError) -> NoReturn:
    """A place that the system does not take names itself; what is left is help that could not be shown."""
    from reports.errors import printable, reason
    from reports.writing import close_output

    if error.filename is not None:
        _refuse(f"{printable(os.fsdecode(error.filename))}: cannot be used: {reason(error)}; choose another place")
    close_output()
    _refuse(f"standard output: cannot be written: {reason(error)}; choose another place")


def _say(what: str) -> None:
    from reports.writing import say

    say(f"outlive: {what}")
