"""Writes the steps to reproduce by hand, on a device, what is violated: what to do, to wait for and to look for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from explorer.runs import Step
from model.cites import describe
from model.system import System
from properties.judge import Verdict
from reports.errors import NothingToTell, ReportError, printable
from reports.forms.markdown_text import code, sentence
from reports.judging import Report
from reports.replay.device_kind import Kind
from reports.replay.device_kinds import kind_of
from reports.terminal.run_lines import told_before
from reports.terminal.words import counted, ending_in_words, faults_of, so_far

_PREPARE = """\
## Before you begin

1. Take a device, not the simulator: there, a dismissed extension lives on far longer than here (§27).
2. Run without a debugger. Install the build from Xcode, stop it there, and start it by its icon; attach to nothing, the
   extension included: the system never suspends a process that is being debugged (§26), and much of what follows is
   about suspensions. A fresh install moves the app's container (L18): begin with no transfers left over.
3. Write a log line at the head and at the end of each callback that the design names, with the process, the session's
   identifier and the thread (`Logger`, not `print`: nobody is attached to read it).
4. Read along in Console.app, the device chosen on the left, with *Include Info Messages*; filter by the processes
   `nsurlsessiond`, your app and its extensions. On a Mac the same is
   `log stream --level info --predicate 'process == "nsurlsessiond" OR process == "YourApp"'`. Lines of the system are
   told here as people have published them; they differ between versions, and `…` stands for what is private or varies.
5. Upload to a server of your own that takes the file and holds its answer back until you tell it: that is how a
   transfer ends when a step says so. A delay of a minute will do where it cannot wait for you.
6. Bring the app to the front and leave it again between two attempts: each wake puts off the next one (L13), by a
   minute and more (L14). Force-quit nothing unless a step says so: it keeps the system from waking the app (L8).
7. When it has happened, take a sysdiagnose at once (both volume buttons and the side button, briefly): its log archive
   holds what Console.app has missed, as long as the lines are still kept.
"""
_OTHERWISE: Mapping[str, str] = {
    "debugger": "These runs were found for a process **under the debugger**: contrary to 2., attach it to {who}, and "
    "to nothing else.",
    "simulator": "These runs were found for the **simulator**: contrary to 1., use that.",
}
_WHO: Mapping[str, str] = {"app": "the app", "extensions": "the extensions", "both": "the app and the extensions"}
_EASE: Mapping[str, str] = {"do": "Do", "code": "Happens", "wait": "Wait", "luck": "**Cannot be forced**"}
_IN_CALLBACK = re.compile(r"^(?P<callback>.+), step (?P<line>\d+): ")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step of a run, its number from 1, and what kind of rule it takes."""

    number: int
    step: Step
    kind: Kind


def document(reports: Sequence[Report]) -> bytes:
    """The script for one report, as Markdown.

    Raises:
        ReportError: it is on a bare network, which no device runs.
        NothingToTell: nothing is violated.
    """
    (report,) = reports
    name, system = printable(report.case.name), report.case.system
    if system is None:
        raise ReportError(f"--device-script: {name} is a network, which no device runs; name a design")
    broken = [verdict for verdict in report.verdicts if verdict.verdict == "violated"]
    if not broken:
        judged = f"{so_far(report.verdicts)} in {name}"
        raise NothingToTell(f"--device-script: nothing is violated{judged}; there is nothing to reproduce")
    parts = (_heading(report), _PREPARE, *_otherwise(system), *_runs(system, broken), _glossary(broken))
    return ("\n".join(parts).rstrip() + "\n").encode("utf-8", "backslashreplace")


def _heading(report: Report) -> str:
    assert report.case.system is not None
    return (
        f"# {code(report.case.name)} on a device\n\n{sentence(report.case.system.design.title)}\n\n"
        "How to see with your own eyes what breaks the rules. The runs come from a model: that they can happen is\n"
        "what it says, how often it does not. Numbers in front are those of `outlive check`.\n"
    )


def _otherwise(system: System) -> Iterator[str]:
    """What differs in another profile."""
    environment = system.design.environment
    if environment.profile in _OTHERWISE:
        yield _OTHERWISE[environment.profile].format(who=_WHO[environment.debugged]) + "\n"


def _runs(system: System, broken: Sequence[Verdict]) -> Iterator[str]:
    marks = _marks(system)
    told = told_before(broken)
    for verdict in broken:
        strict = " (strict: shown, but does not count)" if verdict.property.strict else ""
        yield f"## {code(verdict.property.id)}{strict}\n\n{sentence(verdict.property.says)}\n"
        if verdict.property.id in told:
            yield f"The same run as under {code(told[verdict.property.id])}.\n"
        elif faults_of(verdict) or verdict.run is None:
            yield _to_be_read(verdict)
        else:
            yield _script(verdict, [_numbered(place, step, marks) for place, step in enumerate(verdict.run.steps, 1)])


def _to_be_read(verdict: Verdict) -> str:
    faults = "\n".join(f"* {sentence(fault)}" for fault in faults_of(verdict))
    return f"Nothing to run: it is read off the design.\n\n{faults}\n"


def _marks(system: System) -> Mapping[str, tuple[str, ...]]:
    """Rule -> its marks."""
    found: dict[str, list[str]] = {}
    for mark, names in system.marks.items():
        for name in names:
            found.setdefault(name, []).append(mark)
    return {name: tuple(marks) for name, marks in found.items()}


def _numbered(number: int, step: Step, marks: Mapping[str, tuple[str, ...]]) -> Numbered:
    return Numbered(number, step, kind_of(step.rule, marks.get(step.rule.name, ())))


def _script(verdict: Verdict, steps: Sequence[Numbered]) -> str:
    run = verdict.run
    assert run is not None
    luck = [f"{each.number}" for each in steps if each.kind.ease == "luck"]
    lines = [f"Steps that nobody can force: {', '.join(luck)}. Count on several attempts.\n"] if luck else []
    for actor, group in groupby(steps, key=lambda each: each.step.rule.actor):
        lines.append(f"### {_who(actor)}\n")
        lines += [_told(each, steps, run.cycle_from) for each in group]
        lines.append("")
    return "\n".join([*lines, *_ending(verdict)])


def _who(actor: str) -> str:
    known = {"user": "You", "system": "The system", "daemon": "The daemon", "network": "Your server"}
    return known.get(actor) or f"The code of {code(actor)}"


def _told(each: Numbered, steps: Sequence[Numbered], cycle_from: int | None) -> str:
    rule, kind = each.step.rule, each.kind
    cites = f" ({' '.join(rule.cites)})" if rule.cites else ""
    lines = [f"{each.number}. **{sentence(rule.name)}**{sentence(cites)}"]
    if cycle_from is not None and each.number == cycle_from + 1:
        lines.append("* From here on it goes round: the rest of the steps, again and again.")
    lines.append(f"* {_EASE[kind.ease]}: {kind.how}")
    lines += [f"* Look for: {_line(line)}" for line in kind.log]
    lines += [f"* {hold}" for hold in _holds(each, steps)]
    return "\n   ".join(lines)


def _line(line: str) -> str:
    """What is logged word for word is shown as code; what we say about a log, in words."""
    return line if line.startswith(("Your", "-996")) else f"`{line}`"


def _holds(each: Numbered, steps: Sequence[Numbered]) -> Iterator[str]:
    """Between two steps of one callback others come: the code must be held up for as long."""
    callback, line = _callback(each)
    ahead = [(other, _callback(other)) for other in steps[each.number :]]
    following = next(((other, there[1]) for other, there in ahead if callback and there[0] == callback), None)
    if following is not None and following[1] > line and following[0].number > each.number + 1:
        yield (
            f"Hold the code here until step {following[0].number} is to come: in a test build, by a `sleep` on this "
            "thread. Without it the next line of the callback mostly follows at once."
        )


def _callback(each: Numbered) -> tuple[str, int]:
    """The callback that a step is in, and at which of its actions."""
    found = _IN_CALLBACK.match(each.step.rule.name)
    return (found["callback"], int(found["line"])) if found else ("", 0)


def _ending(verdict: Verdict) -> Iterator[str]:
    run = verdict.run
    assert run is not None
    yield "### You have seen it\n"
    if run.cycle_from is not None:
        count = counted(len(run.steps) - run.cycle_from, "step")
        yield f"The last {count} can go round for ever, and what the property asks for never comes.\n"
    elif ending_in_words(verdict):
        ending = sentence(ending_in_words(verdict).removeprefix("and "))
        yield f"After the last step: {ending}. Wait some minutes, and see that it stays so.\n"
    else:
        yield "With the last step: it does, or ends in, what the property rules out.\n"


def _glossary(broken: Sequence[Verdict]) -> str:
    """What the ids stand for, in the order in which they are met."""
    runs = (verdict.run for verdict in broken)
    met = [cite for run in runs if run is not None for step in run.steps for cite in step.rule.cites]
    rows = [f"* {sentence(each)}: {sentence(describe(each))}" for each in dict.fromkeys(met) if describe(each)]
    return "\n".join(["## What the ids say\n", *rows]) if rows else ""
