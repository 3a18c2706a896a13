"""The command `outlive`: so small that an interrupt finds it ready, whatever is still being loaded."""

import os
import sys

INTERRUPTED = 3
NEW_OBJECTS = 200_000
"""Between two looks for garbage that goes in circles: there is hardly any, and at 700 they take a fifth of the time."""


def main() -> None:
    """Run the command; an interrupt that comes before or after its work is one line too, and never a traceback."""
    try:
        _look_seldom_for_garbage()
        from reports.options import outlive

        outlive.main()
    except KeyboardInterrupt:
        os.write(2, b"outlive: interrupted\n")
        sys.exit(INTERRUPTED)
    finally:
        _stop_listening()


def _look_seldom_for_garbage() -> None:
    from gc import set_threshold

    set_threshold(NEW_OBJECTS)


def _stop_listening() -> None:
    """The work is done, and nothing is left to interrupt."""
    from signal import SIG_IGN, SIGINT, signal

    signal(SIGINT, SIG_IGN)


if __name__ == "__main__":
    main()
