"""Makes tests of design files: pytest collects each `*.design.toml`, one test for each property."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from explorer.exploration import Bounds
    from properties.judge import Verdict
    from properties.kinds import Property
    from reports.inputs import Case
    from reports.judging import Report

# Everybody who has outlive beside pytest loads this file, at every start: what judges is imported where it is used.

DESIGN, NETWORK = ".design.toml", ".network.json"


class VacuousWarning(pytest.PytestWarning):
    """A property passes only because what triggers it cannot happen."""


class NotAsItMustBe(Exception):  # noqa: N818 - the verdict of a test, and no fault of ours
    """What a failing test says: nothing but this is shown."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The keys of the ini file."""
    profiles = "profiles to judge designs in: device, simulator, debugger; else the one that each design names"
    parser.addini("outlive_profiles", profiles, type="args", default=[])
    parser.addini("outlive_max_states", "give up after so many worlds; the tests that need more fail")
    parser.addini("outlive_max_seconds", "give up after so many seconds a design; the tests that need more fail")
    parser.addini("outlive_networks", "collect *.network.json too", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Wrong values are said before anything is collected.

    Raises:
        pytest.UsageError: a profile that is none, or a bound that is no number.
    """
    for profile in config.getini("outlive_profiles"):
        if profile not in ("device", "simulator", "debugger"):
            raise pytest.UsageError(f"outlive_profiles: `{profile}` is none; known: device, simulator, debugger")
    for key in ("outlive_max_states", "outlive_max_seconds"):
        _bound(config, key)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "DesignFile | None":
    """A design file by its name; a network file where the ini file asks for them."""
    wanted = file_path.name.endswith(DESIGN)
    if not wanted and file_path.name.endswith(NETWORK):
        wanted = parent.config.getini("outlive_networks")
    return DesignFile.from_parent(parent, path=file_path) if wanted else None


class DesignFile(pytest.File):
    """One file: loaded when it is collected, explored once for each profile when its first test runs."""

    def collect(self) -> Iterator["PropertyItem"]:
        """A test for each property, in each profile.

        Raises:
            CollectError: it is not a design, or not a network.
        """
        self._reports: dict[str | None, Report] = {}
        from reports.errors import printable

        named = self.config.getini("outlive_profiles")
        for case in self._cases(named):
            for declared in case.properties:
                name = f"{printable(declared.id)}[{case.profile}]" if named and case.profile else printable(declared.id)
                yield PropertyItem.from_parent(self, name=name, case=case, declared=declared)

    def report_on(self, case: "Case") -> "Report":
        """The report on one profile, judged for all tests of it that are to run, when the first of them asks.

        Raises:
            KeyboardInterrupt: the user stopped it; the run of all tests ends with it.
        """
        if case.profile not in self._reports:
            from reports.inputs import choose
            from reports.judging import judge_case

            report = judge_case(choose(case, self._to_run(case)), _bounds(self.config))
            if report.interrupted:
                raise KeyboardInterrupt
            self._reports[case.profile] = report
        return self._reports[case.profile]

    def _cases(self, profiles: Iterable[str]) -> "Iterator[Case]":
        from model.design import DesignError
        from model.network import NetworkError
        from reports.errors import ReportError
        from reports.inputs import load_cases

        wanted = tuple(profiles) if self.path.name.endswith(DESIGN) else ()
        try:
            for profile in wanted or (None,):
                yield from load_cases(str(self.path), profile)
        except (DesignError, NetworkError, ReportError) as error:
            raise self.CollectError(str(error)) from None

    def _to_run(self, case: "Case") -> list[str]:
        """What was not deselected."""
        mine = (each for each in self.session.items if isinstance(each, PropertyItem) and each.parent is self)
        return [each.declared.id for each in mine if each.case is case]


class PropertyItem(pytest.Item):
    """One property of one design in one profile."""

    def __init__(self, *, case: "Case", declared: "Property", **rest: object) -> None:
        """Keep what is to be judged."""
        super().__init__(**rest)  # type: ignore[arg-type]
        self.case = case
        self.declared = declared

    def runtest(self) -> None:
        """Judge it.

        Raises:
            NotAsItMustBe: it is violated, unreachable, or unknown, and nothing else is expected.
        """
        report = self.parent.report_on(self.case)  # type: ignore[union-attr]
        verdict = next(each for each in report.verdicts if each.property.id == self.declared.id)
        self.user_properties.append(("verdict", verdict.verdict))
        wanted = self._expected()
        if not _is_as_it_must_be(verdict, wanted):
            raise NotAsItMustBe(_told(report, verdict, wanted))
        if verdict.verdict == "vacuous" and not wanted:
            self.warn(VacuousWarning(f"{self.nodeid}: vacuous: {verdict.missing or 'what triggers it cannot happen'}"))

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: "TracebackStyle | None" = None
    ) -> "str | TerminalRepr":
        """The run in words, and no traceback; of our own faults the traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, NotAsItMustBe) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """What stands above the failure."""
        return self.path, 0, f"{self.path.name}: {self.name}"

    def _expected(self) -> str:
        """What the file expects of it; empty where it says nothing."""
        if self.case.system is None or self.case.profile is None:
            return ""
        from reports.expectations import expected

        return expected(self.case.system.design, self.case.profile).get(self.declared.id, "")


def _is_as_it_must_be(verdict: "Verdict", wanted: str) -> bool:
    """What is not known never passes; what is expected goes before what is good."""
    from reports.judging import counts_against

    if verdict.verdict == "unknown":
        return False
    return verdict.verdict == wanted if wanted else not counts_against(verdict)


def _told(report: "Report", verdict: "Verdict", wanted: str) -> str:
    from reports.terminal.coverage import covered_in_words
    from reports.terminal.paper import output_width, plain_paper
    from reports.terminal.verdict_lines import Shown, write_on_a_screen

    paper = plain_paper(output_width())
    write_on_a_screen(paper, Shown(report, verdict))
    if wanted and wanted != verdict.verdict:
        paper.line(f"[expect] says {wanted}, found {verdict.verdict}.")
    paper.line(covered_in_words(report))
    return paper.taken().rstrip()


def _bounds(config: pytest.Config) -> "Bounds":
    from explorer.exploration import Bounds

    states, seconds = _bound(config, "outlive_max_states"), _bound(config, "outlive_max_seconds")
    return Bounds(None if states is None else int(states), seconds)


def _bound(config: pytest.Config, key: str) -> float | None:
    """A positive number, whole for states; None where there is none."""
    text = (config.getini(key) or "").strip()
    if not text:
        return None
    try:
        number = float(int(text)) if key == "outlive_max_states" else float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise pytest.UsageError(f"{key}: `{text}` is no positive number; leave it out for no bound")
    return number
