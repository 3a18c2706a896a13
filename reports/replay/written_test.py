"""Writes a pytest file that replays the runs of what is violated, and fails for as long as they are possible."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from explorer.runs import Step
from model.network import Network
from properties.judge import Verdict
from reports.errors import NothingToTell, printable
from reports.inputs import find, gallery
from reports.judging import Report
from reports.replay.breaking import successors
from reports.replay.driving import World
from reports.terminal.words import counted, so_far

_HEAD = '''\
"""{title}

{heading}: one test for each property that was violated. A test replays the run that was
found, on the compiled network and on the engines of the declared machines. It FAILS, with the run in words, while the
run is still possible, and PASSES once it is not: a step that is not enabled any more, or an end that is not forbidden
any more. Another run may break the same property all the same: `outlive check` looks at all of them. For a test that
passes while the run is possible, put `assert_possible` in place of `assert_impossible`.

Needs outlive beside pytest. Rules stand by their names: what else changes in the design makes no difference.
"""

from pathlib import Path
{imports}
DESIGN = Judged({place}, {profile!r})
'''
_TEST = '''

{mark}def {name}() -> None:
    """{says}"""
    assert_impossible(DESIGN, {id!r}, {recorded})
'''
_STRICT = '@pytest.mark.xfail(reason="strict: shown, but does not count", strict=False)\n'


def document(reports: Sequence[Report], place: Path | None = None) -> bytes:
    """The test file for one report, as it is to stand at `place`: the design is named relative to it.

    Raises:
        NothingToTell: nothing is violated, so that there is no run to replay.
    """
    (report,) = reports
    broken = [verdict for verdict in report.verdicts if verdict.verdict == "violated" and verdict.run is not None]
    if not broken:
        judged = f"{so_far(report.verdicts)} in {printable(report.case.name)}"
        raise NothingToTell(f"--pytest: nothing is violated{judged}; there is no run to replay")
    names = _names(verdict.property.id for verdict in broken)
    tests = [_test(report.case.network, verdict, name) for verdict, name in zip(broken, names, strict=True)]
    return (_head(report, broken, place) + "".join(tests)).encode("utf-8", "backslashreplace")


def _head(report: Report, broken: Sequence[Verdict], place: Path | None) -> str:
    case = report.case
    count = counted(len(broken), "run")
    return _HEAD.format(
        title=f"Replays {count} that {'breaks' if len(broken) == 1 else 'break'} what must hold in {_said(case.name)}.",
        heading="Written by `outlive check --pytest`",
        imports=_imports(report, broken),
        place=_place(case.name, place),
        profile=case.profile,
    )


def _imports(report: Report, broken: Sequence[Verdict]) -> str:
    lines = ["", "import pytest", ""] if any(verdict.property.strict for verdict in broken) else [""]
    lines += ["from reports.inputs import gallery"] if _gallery_file(report.case.name) else []
    return "\n".join([*lines, "from reports.replay.replaying import Judged, Recorded, assert_impossible", ""])


def _place(name: str, place: Path | None) -> str:
    """The design as an expression: of the gallery by its name, else relative to the test, where there is a way."""
    found = _gallery_file(name)
    if found is not None:
        return f"gallery() / {found.name!r}"
    folder = (place or Path("test.py")).absolute().parent
    try:
        return f"Path(__file__).parent / {Path(os.path.relpath(Path(name).absolute(), folder)).as_posix()!r}"
    except ValueError:  # on another drive
        return f"Path({str(Path(name).absolute())!r})"


def _gallery_file(name: str) -> Path | None:
    """The file behind a name of the gallery; None for what was named by its own path."""
    found = find(name)
    return found if found != Path(name) and found.parent == gallery() else None


def _test(network: Network, verdict: Verdict, name: str) -> str:
    return _TEST.format(
        mark=_STRICT if verdict.property.strict else "",
        name=name,
        says=_said(verdict.property.says),
        id=verdict.property.id,
        recorded=_recorded(network, verdict),
    )


def _recorded(network: Network, verdict: Verdict) -> str:
    run = verdict.run
    assert run is not None
    lines = [f"        {step},\n" for step in _steps(network, run.steps)]
    ending = "" if run.cycle_from is None else f", cycle_from={run.cycle_from}"
    return f"Recorded([\n{''.join(lines)}    ]{ending})" if lines else "Recorded([])"


def _steps(network: Network, steps: Sequence[Step]) -> Iterator[str]:
    """Each step as an expression: its rule's name, with where it leads if that was a choice."""
    world: World = {machine.name: machine.initial for machine in network.machines}
    for step in steps:
        choices = tuple(successors(step.rule, world))
        world = {**world, **{name: after for name, (_, after) in step.changes.items()}}
        name = step.rule.name
        yield repr(name) if len(choices) == 1 else repr((name, _choice(choices, world)))


def _choice(choices: Sequence[World], world: World) -> Mapping[str, str]:
    """Of the machines that the choices differ in, where each went."""
    return {name: state for name, state in world.items() if any(each[name] != state for each in choices)}


def _names(ids: Iterator[str]) -> list[str]:
    """A function name for each id, no two alike."""
    names: list[str] = []
    for each in ids:
        stem = f"test_{re.sub('[^0-9A-Za-z]+', '_', each).strip('_').lower()}"
        name, count = stem, 2
        while name in names:
            name, count = f"{stem}_{count}", count + 1
        names.append(name)
    return names


def _said(text: str) -> str:
    """Text that can stand inside a docstring and do nothing there."""
    return printable(text).replace("\\", "\\\\").replace('"', '\\"')
