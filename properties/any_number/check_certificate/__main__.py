"""`python -m properties.any_number.check_certificate [--solver=cvc5] FILE [NETWORK]...`: what does a file prove?"""

import sys
from contextlib import suppress
from pathlib import Path

from properties.any_number.check_certificate import RefusedError, check


def main(arguments: list[str]) -> int:
    """Say what a certificate proves (0), or why it proves nothing (1)."""
    solver = arguments.pop(0).removeprefix("--solver=") if arguments and arguments[0].startswith("--solver=") else "z3"
    texts = [Path(each).read_text(encoding="utf-8") for each in arguments]
    try:
        proved = check(texts[0], texts[1:], solver)
    except RefusedError as error:
        print(f"refused: {error}")
        return 1
    with suppress(BrokenPipeError):
        print("\n".join(f"{each}: holds for any number" for each in proved), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
