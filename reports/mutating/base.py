"""What mutants are held against: a case as it is, listed and judged once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from explorer.conditions import Columns
from explorer.enabling import Enabling, tables
from explorer.exploration import Bounds
from explorer.fairness import Division, FairGraph, fair_graph
from explorer.listed import ListedExploration
from explorer.listing import Lister, Listing
from explorer.watch import Watch
from model.network import Network
from properties.judge import judge_all
from reports.errors import ReportError, printable
from reports.inputs import Case, cases_of, find, load_cases
from reports.mutating.network_changes import NetworkChange, Weaken, where_it_matters

MOST_WORLDS = 400_000
"""A case of more worlds is not mutated: every mutant would take half a minute."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which case: a file or a design of the gallery, a profile, and how often each extension may run at most."""

    name: str
    profile: str | None = None
    runs: int | None = None


@dataclass(frozen=True)
class Base:
    """A case with all its worlds, and the verdict on each of its properties."""

    case: Case
    tables: Enabling
    listing: Listing

    @property
    def exploration(self) -> ListedExploration:
        """The worlds, under the questions of properties."""
        return self.under(self.case.network)

    def under(self, network: Network) -> ListedExploration:
        """The same worlds of a network that has the same steps."""
        return ListedExploration(network, Bounds(), self.tables, self.listing)

    @cached_property
    def verdicts(self) -> Mapping[str, str]:
        """Property -> its verdict."""
        return {each.property.id: each.verdict for each in judge_all(self.case.properties, self.exploration)}

    def is_told_apart(self, change: NetworkChange) -> bool:
        """Whether a wrong may make a difference: False where it provably makes none.

        It makes none where no reachable world is one whose steps it changes; and where a strongly fair rule becomes
        weakly fair, if in each strong component it is enabled in all worlds or in none: then on every cycle that
        enables it, it stays enabled.
        """
        if 1 not in self._columns.marks(where_it_matters(self.case.network, change)):
            return False
        if isinstance(change, Weaken) and change.fairness == "weak":
            return bool(self._comes_and_goes >> change.rule & 1)
        return True

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.listing.worlds, self.tables.packing)

    @cached_property
    def _comes_and_goes(self) -> int:
        """The fair rules that are enabled in some worlds of a strong component, and not in all of it."""
        graph, found = self._graph, 0
        for component in Division(self.listing).components(list(range(len(self.listing.worlds)))):
            somewhere, everywhere = 0, -1
            for place in component:
                somewhere |= graph.enabled[place]
                everywhere &= graph.enabled[place]
            found |= somewhere & ~everywhere
        return found

    @cached_property
    def _graph(self) -> FairGraph:
        return fair_graph(self.listing, self.tables, self.case.network)


@cache
def base_of(asked: Asked) -> Base:
    """The case asked for, listed and judged; once in each process.

    Raises:
        ReportError: there is no such case, or it has too many worlds.
        DesignError: it is no design.
        NetworkError: it is no network.
    """
    return base_of_case(case_of(asked))


def base_of_case(case: Case) -> Base:
    """A case, listed.

    Raises:
        ReportError: it has too many worlds.
    """
    enabling = tables(case.network)
    listing = Lister(enabling, Watch(Bounds(max_states=MOST_WORLDS))).listed()
    if listing.stopped_by == "interrupt":
        raise KeyboardInterrupt
    if listing.stopped_by:
        mend = "bound the extensions with --runs 1, or mutate a smaller design"
        raise ReportError(f"{printable(case.name)}: more than {MOST_WORLDS:,} worlds, too many to mutate; {mend}")
    return Base(case, enabling, listing)


def case_of(asked: Asked) -> Case:
    """The case asked for, in one profile, its extensions bounded.

    Raises what `base_of` raises.
    """
    path = find(asked.name)
    if path.suffix == ".json" or path.is_dir():
        if asked.runs is not None and not path.is_dir():
            raise ReportError(f"{printable(asked.name)}: a network has no extensions; leave out --runs")
        return load_cases(asked.name, asked.profile)[0]
    from model.design_reader import load_design

    design = load_design(path)
    if asked.runs is not None:
        bounded = (replace(each, runs=min(each.runs, asked.runs)) for each in design.extensions)
        design = replace(design, extensions=tuple(bounded))
    return cases_of(asked.name, design, asked.profile)[0]
