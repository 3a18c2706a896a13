"""Verdicts as a comment on a pull request: what is broken, each with its run as a diagram and in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from properties.judge import Verdict
from reports.forms.fitting import Block, fitted
from reports.forms.markdown_text import code, code_in_html, code_in_table, fenced, sentence
from reports.forms.mermaid_sequence import sequence_diagram
from reports.forms.run_text import told_briefly
from reports.inputs import Case
from reports.judging import Report
from reports.lanes.chart import Chart, lanes_of
from reports.terminal.coverage import covered_in_words, environment_in_words
from reports.terminal.marks import mark_of, worst_first
from reports.terminal.run_lines import told_before
from reports.terminal.words import counted, ending_in_words, faults_of

LONGEST = 65_536
"""Characters of a comment on GitHub."""
LONGEST_DIAGRAM = 45_000
"""Characters of a diagram: Mermaid draws none of more than 50,000."""

_AS_IT_MUST_BE = ("holds", "witnessed")
_BROKEN = ("violated", "unreachable")


@dataclass(frozen=True, slots=True)
class _Stage:
    """A case by its name, and the lanes in which all its runs are drawn."""

    name: str
    chart: Chart


def document(reports: Sequence[Report]) -> bytes:
    """The comment; what does not fit is left out, diagrams first, and the comment says so."""
    blocks = [Block((_heading(reports),))]
    for report in reports:
        tally = f"{_tally(report.verdicts)}." if len(reports) > 1 else ""
        blocks += [_about(report.case, tally), *_blocks(report)]
    return (fitted(blocks, LONGEST) + "\n").encode("utf-8", "backslashreplace")


def _heading(reports: Sequence[Report]) -> str:
    every = [verdict for report in reports for verdict in report.verdicts]
    return f"## outlive: {_tally(every)}"


def _tally(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(_outcome(verdict) for verdict in worst_first(tuple(verdicts)))
    tally = ", ".join(f"{number:,} {word}" for word, number in counts.items())
    return f"{counted(len(verdicts), 'property', 'properties')}: {tally}" if tally else "no property to judge"


def _outcome(verdict: Verdict) -> str:
    strict = verdict.property.strict and verdict.verdict == "violated"
    return "violated (strict, does not count)" if strict else verdict.verdict


def _blocks(report: Report) -> Iterator[Block]:
    verdicts = worst_first(report.verdicts)
    different = [verdict for verdict in verdicts if verdict.verdict not in (*_AS_IT_MUST_BE, "unknown")]
    if different:
        yield Block((_table(different), ""), f"the table of {_named(report.case)}", rank=1)
    unknown = [code(verdict.property.id) for verdict in verdicts if verdict.verdict == "unknown"]
    if unknown:
        yield Block((f"Not decided: {', '.join(unknown)}.", ""), f"what is open in {_named(report.case)}", rank=1)
    yield from _runs(report.case, [verdict for verdict in different if verdict.verdict in _BROKEN])
    yield Block((_footing(report), ""), f"what {_named(report.case)} covers", rank=1)


def _named(case: Case) -> str:
    return code(case.name) + (f" ({case.profile})" if case.profile else "")


def _about(case: Case, tally: str) -> Block:
    title = code(case.system.design.title) if case.system else ""
    told = "\n\n".join(part for part in (f"### {_named(case)}", title, tally) if part)
    return Block((told, ""), f"the heading of {_named(case)}", rank=0)


def _table(verdicts: Sequence[Verdict]) -> str:
    return "\n".join(["| | property | verdict | what it says |", "|---|---|---|---|", *map(_row, verdicts)])


def _row(verdict: Verdict) -> str:
    name, says = code_in_table(verdict.property.id), sentence(verdict.property.says)
    return f"| {mark_of(verdict).sign} | {name} | {_outcome(verdict)} | {says} |"


def _runs(case: Case, broken: Sequence[Verdict]) -> Iterator[Block]:
    """What is broken, one below the other; the lanes are the same for all."""
    if not broken:
        return
    told, stage = told_before(broken), _Stage(_named(case), lanes_of(case))
    for verdict in broken:
        yield _details(stage, verdict, told.get(verdict.property.id, ""))


def _details(stage: _Stage, verdict: Verdict, told_under: str) -> Block:
    """Forms: with diagram, in words only, left out."""
    name = f"{code(verdict.property.id)} in {stage.name}"
    words = _words(verdict, told_under)
    in_words = _folded(verdict, [words])
    if told_under or verdict.run is None or not verdict.run.steps:
        return Block((in_words, ""), f"the words on {name}")
    ending = "✗ " + " ".join([verdict.property.id, ending_in_words(verdict)]).strip()
    diagram = sequence_diagram(stage.chart, verdict.run, ending)
    if len(diagram) > LONGEST_DIAGRAM:
        note = f"{sentence(counted(len(verdict.run.steps), 'step'))}: too many for a diagram here."
        return Block((_folded(verdict, [note, words]), ""), f"the run of {name}")
    drawn = _folded(verdict, [f"```mermaid\n{diagram}\n```", words])
    return Block((drawn, in_words, ""), f"the run of {name}", shorter=f"the diagram of {name}")


def _words(verdict: Verdict, told_under: str) -> str:
    if told_under:
        return f"The same run as under {code(told_under)}."
    if verdict.verdict == "unreachable":
        return "No reachable world shows it."
    return fenced(told_briefly(verdict))


def _folded(verdict: Verdict, parts: Sequence[str]) -> str:
    steps = len(verdict.run.steps) if verdict.run else 0
    length = f": {counted(steps, 'step')}" if steps and not faults_of(verdict) else ""
    summary = f"<summary>{mark_of(verdict).sign} {code_in_html(verdict.property.id)}{length}</summary>"
    grounds = [f"It rests on {code(' '.join(verdict.property.cites))}."] if verdict.property.cites else []
    says = " ".join([sentence(verdict.property.says), *grounds])
    return "\n\n".join([f"<details>\n{summary}", says, *parts, "</details>"])


def _footing(report: Report) -> str:
    lines = [covered_in_words(report), environment_in_words(report)]
    return "\n\n".join(code(line) for line in lines if line)
