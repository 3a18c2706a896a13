"""What the README shows is what the code gives."""

import re
from pathlib import Path

from explorer import explore
from model.design_reader import load_design
from model.system import compose
from properties.catalogue import catalogue
from properties.judge import judge
from tests.designs import GALLERY

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_run_in_the_readme_is_the_run_that_check_finds() -> None:
    shown = re.search(r"<!-- run: (\S+) (\S+) -->\n```\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    design, property_id, lines = shown.groups()
    system = compose(load_design(GALLERY / f"{design}.toml"))
    explored = explore(system.network)

    verdict = judge(next(each for each in catalogue(system) if each.id == property_id), explored)

    assert verdict.run is not None
    found = [f"{place:2}. {step.rule.name}" for place, step in enumerate(verdict.run.steps, 1)]
    assert lines.splitlines() == found
    assert f"<!-- worlds: {design} -->{explored.covered.states:,} reachable" in README


def test_the_design_in_the_readme_is_the_recipe() -> None:
    shown = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert shown is not None

    recipe = (GALLERY / "recipe.toml").read_text(encoding="utf-8")

    assert shown.group(1).split("[[session]]")[1].split() == _without_expect(recipe).split("[[session]]")[1].split()


def _without_expect(text: str) -> str:
    return text.split("[expect]")[0]


def test_the_python_in_the_readme_prints_what_it_says() -> None:
    shown = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert shown is not None

    printed: list[str] = []
    exec(compile(shown.group(1), "README.md", "exec"), {"__name__": "readme", "print": printed.append})

    assert printed == ["violated"]
