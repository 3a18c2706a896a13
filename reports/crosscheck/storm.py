"""Asks Storm, which reads the network in the language of PRISM: worlds by CTL, steps and endless runs by LTL.

Steps are asked of a program of its own, which remembers the rule taken last, and leads-to of one that follows what
fair rules are owed; up to three of them are also premises of a formula, as a second opinion on the first. More premises
would make an automaton explode, and very many fair rules the program itself.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from model.network import Network
from properties.judge import Outcome
from properties.kinds import AlwaysPossible, DeadlockFree, LeadsTo, Never, NeverStep, Property, Witness
from reports.claims_listed import NumberedClaim, numbered_claims
from reports.crosscheck.opinion import Counts, Deadline, Opinion, OutOfTimeError, Said
from reports.crosscheck.prism import Prism, TooLargeError
from reports.errors import ReportError

MOST_PREMISES = 3
"""More fair rules than these are no premises of a formula."""
MOST_FAIR = 16
"""More fair rules than these are not followed."""

_OUT_OF_TIME = "out of time"


@dataclass(frozen=True, slots=True)
class _Answers:
    """What Storm said: question -> its value or why there is none; the counts of the plain program."""

    values: Mapping[str, float]
    whys: Mapping[str, str]
    counts: Counts | None
    rest: str
    """Why what is not answered is not."""

    def yes(self, question: str) -> bool:
        """Whether some run has it.

        Raises:
            LookupError: there is no answer, and why.
        """
        value = self.values.get(question)
        if value not in (0.0, 1.0):
            raise LookupError(self.whys.get(question, self.rest))
        return value == 1.0

    def yes_twice(self, question: str, again: str) -> bool:
        """Whether some run has it, by an answer that no second one contradicts; raises what `yes` raises."""
        said = self.yes(question)
        if again in self.values and self.yes(again) != said:
            raise LookupError("Storm says one thing of the formula with premises, and another of the program")
        return said


def ask_storm(network: Network, properties: tuple[Property, ...], deadline: Deadline) -> Opinion:
    """What Storm says of the network and of each claim.

    Raises:
        ReportError: Storm is not installed.
    """
    name = storm_version()
    questions = _Questions(Prism(network), numbered_claims(properties))
    try:
        answers = _asked(questions, deadline)
    except TooLargeError as error:
        answers = _Answers({}, {}, None, str(error))
    said = {each.number: questions.said(each, answers) for each in questions.claims}
    return Opinion(name, answers.counts, said, "" if answers.counts else answers.rest)


def storm_version() -> str:
    """`Storm (stormpy 2.0.0)`.

    Raises:
        ReportError: Storm is not installed.
    """
    try:
        return f"Storm (stormpy {version('stormpy')})"
    except PackageNotFoundError as error:
        raise ReportError("--with storm: no `stormpy` here; install the extra `crosscheck`") from error


@dataclass(frozen=True, slots=True)
class _Questions:
    """All that Storm is asked about one network: formulas over labels."""

    prism: Prism
    claims: tuple[NumberedClaim, ...]

    @property
    def fair(self) -> int:
        """How many rules are fair."""
        return len(self.prism.fair_rules())

    def written(self) -> Mapping[str, tuple[str, dict[str, str]]]:
        """File of a program -> its text, and the questions asked of it.

        Raises:
            TooLargeError: the network cannot be written out.
        """
        labels = dict(label for each in self.claims for label in self._labels(each))
        labels.update({f"e{place}": self.prism.enabled(place) for place in self.prism.fair_rules()})
        last = self.prism.with_last(range(1, len(self.prism.network.rules) + 1), labels)
        programs = {"plain.prism": (self.prism.plain(labels), {"ends": 'Pmax=? [ F "deadlock" ]'})}
        programs["last.prism"] = (last, {})
        if self.fair <= MOST_FAIR:
            programs["tail.prism"] = (self.prism.with_tail(labels), {})
        for each in self.claims:
            for program, question, formula in self._formulas(each):
                programs[program][1][question] = formula
        return programs

    def said(self, each: NumberedClaim, answers: _Answers) -> Said:
        """The verdict that the answers come to."""
        if isinstance(each.claim, LeadsTo) and self.fair > MOST_FAIR:
            return self._said_without_runs(each, answers)
        try:
            return Said(_verdict(each, answers))
        except LookupError as error:
            return Said(None, error.args[0])

    def _said_without_runs(self, each: NumberedClaim, answers: _Answers) -> Said:
        why = f"{self.fair} fair rules, asked with at most {MOST_FAIR}"
        try:
            return Said(None, why, expressible=False) if answers.yes(f"{each.number} asked") else Said("vacuous")
        except LookupError as error:
            return Said(None, error.args[0])

    def _labels(self, each: NumberedClaim) -> Iterator[tuple[str, str]]:
        """`a`: what is asked about, `g`: the goal, by the number of the claim."""
        match each.claim:
            case Never(where) | Witness(where):
                yield f"g{each.number}", self.prism.condition(where)
            case NeverStep(rules, where, after):
                enabled = [self.prism.enabled(place) for place in self.prism.places(rules)]
                yield f"a{each.number}", "|".join(enabled) or "false"
                yield f"w{each.number}", self.prism.condition(where)
                yield f"g{each.number}", self.prism.condition(after)
            case LeadsTo(where, then):
                yield f"a{each.number}", self.prism.condition(where)
                yield f"g{each.number}", self.prism.condition(then)
            case AlwaysPossible(where, if_):
                yield f"a{each.number}", self.prism.condition(if_)
                yield f"g{each.number}", self.prism.condition(where)

    def _formulas(self, each: NumberedClaim) -> Iterator[tuple[str, str, str]]:
        """Program, question, formula."""
        number = each.number
        asked = ("plain.prism", f"{number} asked", f'Pmax=? [ F "a{number}" ]')
        match each.claim:
            case Never() | Witness():
                yield "plain.prism", f"{number}", f'Pmax=? [ F "g{number}" ]'
            case NeverStep(rules):
                taken = "|".join(f"last={place}" for place in self.prism.places(rules)) or "false"
                yield asked
                yield "last.prism", f"{number}", f'Pmax=? [ F ("w{number}" & (X (({taken}) & "g{number}"))) ]'
            case AlwaysPossible():
                yield asked
                yield "plain.prism", f"{number}", f'Pmax=? [ F ("a{number}" & (P<=0 [ F "g{number}" ])) ]'
            case LeadsTo():
                yield asked
                yield from self._leading(number)

    def _leading(self, number: int) -> Iterator[tuple[str, str, str]]:
        """Twice where both can be had: followed in the program, and as premises."""
        unanswered = f'(F ("a{number}" & (G !"g{number}")))'
        if self.fair <= MOST_FAIR:
            yield "tail.prism", f"{number}", f"Pmax=? [ {unanswered} & (G F (tail & turn={self.fair})) ]"
        if self.fair <= MOST_PREMISES:
            premises = "".join(f" & {self._premise(place)}" for place in self.prism.fair_rules())
            yield "last.prism", f"{number} by premises", f"Pmax=? [ {unanswered}{premises} ]"

    def _premise(self, place: int) -> str:
        strong = place in self.prism.fair_rules("strong")
        unasked = f'(F G !"e{place}")' if strong else f'(G F !"e{place}")'
        return f"({unasked} | (G F (last={place})))"


def _verdict(each: NumberedClaim, answers: _Answers) -> Outcome:
    match each.claim:
        case Witness():
            return "witnessed" if answers.yes(f"{each.number}") else "unreachable"
        case DeadlockFree():
            return "violated" if answers.yes("ends") else "holds"
        case Never():
            return "violated" if answers.yes(f"{each.number}") else "holds"
        case _:
            if not answers.yes(f"{each.number} asked"):
                return "vacuous"
            return "violated" if answers.yes_twice(f"{each.number}", f"{each.number} by premises") else "holds"


def _asked(questions: _Questions, deadline: Deadline) -> _Answers:
    with TemporaryDirectory(prefix="outlive-storm-") as name:
        folder = Path(name)
        written = questions.written()
        for program, (text, _) in written.items():
            (folder / program).write_text(text, "ascii")
        asked = {program: formulas for program, (_, formulas) in written.items()}
        (folder / "questions.json").write_text(json.dumps(asked), "utf-8")
        return _read(*_run(folder, deadline))


def _run(folder: Path, deadline: Deadline) -> tuple[str, str]:
    """The lines of answers, and why there are no more."""
    command = [sys.executable, "-m", "reports.crosscheck.storm_worker", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=deadline.left(), check=False)
    except OutOfTimeError:
        return "", _OUT_OF_TIME
    except subprocess.TimeoutExpired as expired:
        return bytes(expired.stdout or b"").decode(), _OUT_OF_TIME
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it ended early"]
    return done.stdout.decode(), "" if done.returncode == 0 else f"Storm refused: {last[0]}"


def _read(lines: str, rest: str) -> _Answers:
    said: list[dict[str, Any]] = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    values = {each["question"]: each["value"] for each in said if "value" in each}
    whys = {each["question"]: each["why"] for each in said if "why" in each}
    plain = next((each for each in said if each.get("program") == "plain.prism"), None)
    counts = None if plain is None else Counts(plain["states"], plain["choices"] - plain["ends"])
    return _Answers(values, whys, counts, rest)
