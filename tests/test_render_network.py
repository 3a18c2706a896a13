"""`outlive render --network`: machines by whose they are, the rules that tie them counted, firmest first."""

from click.testing import CliRunner, Result

from model.network import Machine, Network, Rule
from reports.inputs import load_case
from reports.options import outlive as command
from reports.pictures.network_picture import MOST_TIES, Tie, firmest, network_picture, ties_of


def outlive(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def three() -> Network:
    machines = tuple(Machine(name, ("0", "1"), "0") for name in ("a", "b", "c"))
    on = (("0", "1"),)
    rules = (
        Rule("both", "", {"a": on, "b": on}),
        Rule("both again", "", {"b": on, "a": on}, {"c": ("0",)}),
        Rule("ask", "", {"c": on}, {"a": ("0",)}),
    )
    return Network(machines, rules)


def test_a_tie_counts_the_rules_that_move_both_and_those_that_ask() -> None:
    # "both again" moves a and b and asks about c, "ask" moves c and asks about a.
    assert ties_of(three()) == (Tie(0, 1, 2, 0, 0), Tie(0, 2, 0, 1, 1), Tie(1, 2, 0, 1, 0))


def test_few_ties_are_all_drawn_and_of_many_the_firmest_of_each_machine() -> None:
    many = tuple(Tie(a, b, a + b, 0, 0) for a in range(13) for b in range(a + 1, 13))
    kept = firmest(many)

    assert firmest(many[:MOST_TIES]) == many[:MOST_TIES]
    assert len(kept) < MOST_TIES < len(many)
    assert {place for tie in kept for place in (tie.first, tie.second)} == set(range(13))
    assert Tie(11, 12, 23, 0, 0) in kept


def test_every_machine_of_a_design_is_drawn_in_the_frame_of_its_process() -> None:
    case = load_case("recipe")
    picture = network_picture(case, (), "recipe")
    members = {group.title: group.members for group in picture.groups}
    names = [machine.name for machine in case.network.machines]

    assert sorted(picture.graph) == list(range(len(names)))
    assert names.index("app: main thread") in members["app"]
    assert names.index("share-extension: session share") in members["share-extension"]
    assert "39 of 150 ties" in picture.remark


def test_what_is_not_drawn_is_counted_at_each_machine() -> None:
    case = load_case("recipe")
    picture = network_picture(case, (), "recipe")
    ties = ties_of(case.network)
    for place, box in picture.boxes():
        every = sum(place in (tie.first, tie.second) for tie in ties)
        left = [line for line in box.lines if line.endswith("not drawn")]
        shown = sum(place in ends for ends in picture.graph.edges)

        assert left == ([f"+ {every - shown} tie{'s' * (every - shown > 1)} not drawn"] if every > shown else [])


def test_chosen_machines_are_drawn_with_every_tie_of_theirs() -> None:
    case = load_case("two-extensions-two-sessions")
    picture = network_picture(case, ("app",), "two")

    assert picture.remark.startswith("Of 251 ties the 19 of app. ")
    assert all(0 in ends for ends in picture.graph.edges)
    assert len(picture.graph.edges) == sum(0 in (tie.first, tie.second) for tie in ties_of(case.network))


def test_a_question_is_dashed_and_a_common_move_is_a_line_without_head() -> None:
    dot = outlive("render", "recipe", "--network", "--format", "dot").stdout

    assert "dir=none" in next(line for line in dot.splitlines() if "move both" in line)
    assert any("style=dashed" in line and "dir=none" not in line for line in dot.splitlines() if "asks" in line)


def test_a_network_of_fifty_machines_is_drawn() -> None:
    text = outlive("render", "two-extensions-two-sessions", "--network", "--format", "mermaid")

    assert text.exit_code == 0
    assert 'subgraph g0["' in text.stdout
    assert ' ---|"' in text.stdout
