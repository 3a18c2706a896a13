"""The command `outlive`: so small that an interrupt finds it ready, whatever is still being loaded."""

import os
import sys

INTERRUPTED = 3


def main() -> None:
    """Run the command; an interrupt that comes before or after its work is one line too, and never a traceback."""
    try:
        from reports.options import outlive

        outlive.main()
    except KeyboardInterrupt:
        os.write(2, b"outlive: interrupted\n")
        sys.exit(INTERRUPTED)
    finally:
        _stop_listening()


def _stop_listening() -> None:
    """The work is done, and nothing is left to interrupt."""
    from signal import SIG_IGN, SIGINT, signal

    signal(SIGINT, SIG_IGN)


if __name__ == "__main__":
    main()
