"""Storm in a process of its own, which can be ended: reads questions as JSON, answers line by line."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(folder: Path) -> None:
    """Ask all questions in `questions.json`, one program after another; each answer is a line."""
    for name, formulas in json.loads((folder / "questions.json").read_text("utf-8")).items():
        if formulas:
            _ask(folder / name, formulas)


def _ask(program: Path, formulas: dict[str, str]) -> None:
    """The counts of a program, and the greatest probability of each formula in its initial world."""
    import stormpy

    parsed = stormpy.parse_prism_program(str(program))
    asked = [stormpy.parse_properties(formula, parsed)[0] for formula in formulas.values()]
    model = stormpy.build_model(parsed, asked)
    _say({"program": program.name, "states": model.nr_states, "choices": model.nr_choices, "ends": _ends(model)})
    for question, formula in zip(formulas, asked, strict=True):
        try:
            value = stormpy.model_checking(model, formula).get_value(model.initial_states[0])
        except RuntimeError as error:
            _say({"question": question, "why": str(error).strip().splitlines()[0]})
        else:
            _say({"question": question, "value": value})


def _ends(model: Any) -> int:
    """How many worlds have no steps: each was given one to itself."""
    return int(model.labeling.get_states("deadlock").get_number_of_set_bits())


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def arguments(words: Sequence[str]) -> Path:
    """The folder with the questions."""
    return Path(words[1])


if __name__ == "__main__":
    main(arguments(sys.argv))
