"""Writes what became of mutants: how many, how sharp each property is, and what nobody noticed."""

from collections.abc import Iterator

from rich.text import Text

from reports.mutating.campaign import Campaign, Score
from reports.mutating.document import counts
from reports.mutating.wording import kind_of, words_of
from reports.terminal.inks import ASIDE, OPEN, WARNING
from reports.terminal.marks import MARKS
from reports.terminal.paper import Paper, plain
from reports.terminal.words import counted

KIND_WIDTH = 17


def write_campaign(paper: Paper, campaign: Campaign) -> None:
    """All of it."""
    _write_heading(paper, campaign)
    _write_scores(paper, campaign)
    _write_unnoticed(paper, campaign)


def _write_heading(paper: Paper, campaign: Campaign) -> None:
    case = campaign.base.case
    where = f"  ({case.profile})" if case.profile else ""
    paper.line(plain(f"{case.name}{where}", "bold"))
    worlds = counted(len(campaign.base.listing.worlds), "world")
    found = counts(campaign)
    made = found.pop("made")
    tally = ", ".join(f"{number:,} {fate}" for fate, number in found.items() if number)
    paper.line(f"{counted(made, 'mutant')} of {counted(len(case.network.rules), 'rule')} and {worlds}: {tally}.")
    if campaign.stopped_by:
        paper.line(f"Stopped by {campaign.stopped_by.replace('_', ' ')} before all were judged.", OPEN)
    paper.line()


def _write_scores(paper: Paper, campaign: Campaign) -> None:
    """How many mutants each property kills, and how many it alone."""
    width = max((len(name) for name in campaign.scores), default=8) + 2
    paper.line(f"{'property':<{width + 2}}{'kills':>7}{'alone':>7}", ASIDE)
    for name, score in campaign.scores.items():
        paper.line(_score_line(name, score, width))
    paper.line()


def _score_line(name: str, score: Score, width: int) -> Text:
    mark = MARKS[score.verdict]
    line = plain(f"{mark.sign} ", mark.style)
    line.append_text(plain(f"{name:<{width}}"))
    line.append_text(plain(f"{score.kills:>7,}{score.alone:>7,}", "" if score.kills else WARNING))
    return line


def _write_unnoticed(paper: Paper, campaign: Campaign) -> None:
    """Survivors, then properties that say nothing, then rules that do nothing."""
    rows = tuple(_unnoticed(campaign))
    if not rows:
        paper.line("Every mutant that was judged is noticed; every property says something, every rule is used.")
        return
    paper.line("No verdict changes when …", "bold")
    paper.rows([(plain(kind, WARNING), plain(words)) for kind, words in rows], (KIND_WIDTH,))


def _unnoticed(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for fate, note in (("survived", ""), ("too large", " (too large to be judged in full)")):
        for each in campaign.of_fate(fate):
            yield kind_of(each.change), words_of(campaign.base, each.change) + note
    for name in campaign.vacuous:
        yield "vacuous property", f"{name} is dropped: what it speaks of cannot happen"
    for name in campaign.dead:
        yield "dead rule", f"‘{name}’ is dropped: it is enabled in no reachable world"
