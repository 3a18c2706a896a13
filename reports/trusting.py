"""The commands about trust: mutate, certify, stress, crosscheck."""

from typing import Any

import click

from reports.values import ONE_PROFILE, PROFILE, Seconds


@click.command()
@click.argument("file", metavar="DESIGN")
@click.option("--profile", type=ONE_PROFILE, help="Mutate it in this profile.")
@click.option("--runs", metavar="N", type=click.IntRange(min=1), help="Let each extension run N times at most.")
@click.option(
    "--most", metavar="N", type=click.IntRange(min=0), default=200, show_default=True,
    help="Judge N mutants of the network at most: a sample, the same every time.",
)
@click.option("--all", "every", is_flag=True, help="Judge all of them, however long it takes.")
@click.option("--max-seconds", metavar="S", type=Seconds(min=0), help="Give up after S seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of every mutant as JSON.")
def mutate(file: str, every: bool, as_json: bool, **rest: Any) -> int:
    """Put small wrongs into a DESIGN (or a network), one at a time, and tell which of them no verdict notices.

    Dropped guards, moves and rules, moves that lead elsewhere, weaker fairness; actions of the design left out or
    swapped. Each property is told how many it notices, and how many it alone. What provably changes nothing is
    counted apart. Survivors do not move the exit status; it is 3 when time was up.
    """
    from reports.mutating.base import Asked
    from reports.mutating.campaign import Limits
    from reports.mutating.command import mutate_as_json, mutate_as_text

    asked = Asked(file, rest["profile"], rest["runs"])
    limits = Limits(None if every else rest["most"], rest["max_seconds"])
    return mutate_as_json(asked, limits) if as_json else mutate_as_text(asked, limits)


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("network", metavar="NETWORK")
@click.option("--profile", type=PROFILE, help="The profile in which the design was judged, if not its own.")
def certify(file: str, network: str, profile: str | None) -> int:
    """Check the certificate FILE (`check --certificate`) against NETWORK: a *.network.json, or a design.

    A program of its own does it, which reads networks alone (`python -m properties.certificates.certify`); a design is
    exported for it first. Exit status: 0 every verdict is proved, 1 something is wrong, 2 a file cannot be read, 3 some
    verdict has no certificate.
    """
    from reports.certify import certify

    return certify(file, network, profile)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--adapter", metavar="ADAPTER", required=True, help="declared, reference, module:Class, 'cmd PROGRAM …'.")
@click.option("--profile", type=ONE_PROFILE, help="The profile, if not its own.")
@click.option("--cover", "covering", is_flag=True, help="Take every step there is, instead of random runs.")
@click.option("--examples", metavar="N", type=click.IntRange(min=1), default=200, help="About N random runs (200).")
@click.option("--seconds", metavar="S", type=Seconds(min=0), help="Stop after S seconds.")
@click.option("--min-coverage", metavar="P", type=click.FloatRange(0, 100), default=0.0, help="Fail under P %.")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=0, help="Other random runs.")
@click.option("--property", "ids", metavar="ID", multiple=True, help="Fail where ID is broken, by the model too.")
@click.option("--replay-test", metavar="FILE", help="Keep a disagreement in FILE, as a pytest test.")
def stress(file: str, **rest: Any) -> int:
    """Drive an implementation beside the model of a design or network FILE, guided by its exact graph.

    After each step what the implementation shows is held against the model. Exit status: 0 they agree, 1 they disagree
    or less was covered than asked for, 2 the input is wrong, 3 cut short before that.
    """
    from reports.stress.command import Asked
    from reports.stress.command import stress as drive

    return drive(Asked(file, **rest))


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--with", "checker", type=click.Choice(["spin", "storm"]), required=True, help="Whom to ask.")
@click.option("--max-seconds", "seconds", metavar="S", type=Seconds(min=0), default=300.0, help="Give up then (300).")
@click.option("--property", "ids", metavar="ID", multiple=True, help="Ask for this property only; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
def crosscheck(file: str, as_json: bool, **rest: Any) -> int:
    """Ask another model checker about a design or network FILE, and compare counts and verdicts.

    `spin` is Spin, with a C compiler; `storm` is Storm, as the Python package stormpy. Exit status: 0 they agree in all
    that the other can express, 1 they disagree, 2 the input is wrong or the checker is not there, 3 something stayed
    undecided.
    """
    from reports.crosscheck.command import Wanted, crosscheck_as_json, crosscheck_as_text

    wanted = Wanted(file, **rest)
    return crosscheck_as_json(wanted) if as_json else crosscheck_as_text(wanted)


COMMANDS = (mutate, certify, stress, crosscheck)
