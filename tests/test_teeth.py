"""`verify --teeth`: what a folder of designs leaves unused is a fault, unless a reason stands in its list."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from explorer import Bounds, list_worlds
from model.property_ids import PROPERTY_IDS
from model.system import System, compose
from reports.errors import ReportError
from reports.inputs import gallery
from reports.mutating.allowed import Allowed, allowed_in
from reports.mutating.teeth import Gap, teeth_of, write_teeth
from reports.mutating.templates import templates_of, uses_of
from reports.outcomes import Outcome, Task
from reports.terminal.paper import plain_paper
from tests.designs import composed, composed_from_gallery, from_gallery
from tests.needed import enabled_in, first_change, listed, named_templates
from tests.rare_designs import RARE, VARIED, Variation, varied

OUTLIVE = Path(sys.executable).with_name("outlive")

EMPTY = """
title = "Nothing happens"
[[session]]
name = "s"
[app]
[[extension]]
name = "e"
"""


def outcome(name: str, verdicts: dict[str, str], rules: dict[str, bool]) -> Outcome:
    task = Task(Path(f"{name}.toml"), "device")
    return Outcome(task, verdicts, {}, {}, states=1, seconds=0.1, document={}, rules=rules)


TWO = (
    outcome("a", {"p": "holds", "q": "vacuous", "r": "violated", "w": "witnessed"}, {"x": False, "y": True}),
    outcome("b", {"p": "vacuous", "q": "vacuous", "r": "holds", "w": "unreachable"}, dict.fromkeys("xyz", False)),
)


def test_what_no_design_puts_to_use_is_found() -> None:
    assert teeth_of(TWO, Allowed()).gaps == (
        Gap("toothless", "p"),
        Gap("vacuous", "q"),
        Gap("dead-rule", "x"),
        Gap("dead-rule", "z"),
    )


def test_a_reason_makes_a_gap_no_fault() -> None:
    allowed = Allowed({("toothless", "p"): "by nature", ("vacuous", "q"): "so far", ("dead-rule", "x"): "old"})

    assert teeth_of(TWO, allowed).faults == ("z: is enabled in no design",)


def test_a_reason_that_is_not_needed_is_a_fault() -> None:
    allowed = Allowed({("dead-rule", "y"): "never"})

    assert "dead-rule y: listed with a reason it does not need: strike it" in teeth_of(TWO, allowed).faults


def test_the_table_has_faults_first_and_then_reasons() -> None:
    paper = plain_paper()

    write_teeth(paper, teeth_of(TWO, Allowed({("toothless", "p"): "by nature"})))

    assert [" ".join(line.split()) for line in paper.taken().splitlines() if line] == [
        "Without teeth: 3",
        "says nothing of any design q",
        "is enabled in no design x",
        "is enabled in no design z",
        "is broken by no design p: by nature",
    ]


def test_a_folder_without_a_list_allows_nothing(tmp_path: Path) -> None:
    assert allowed_in(tmp_path) == Allowed()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[dead-rules]", "unknown table `dead-rules`; did you mean `dead-rule`?"),
        ("vacuous = 1", r"`vacuous` is no table; write \[vacuous\]"),
        ("[vacuous]\np = ''", "vacuous: `p` needs a reason"),
        ("[vacuous]\np = 3", "vacuous: `p` needs a reason"),
        ("[vacuous", "not TOML"),
        ("\xff", "not TOML"),
    ],
)
def test_a_list_that_is_not_one_is_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "teeth").mkdir()
    (tmp_path / "teeth" / "allowed.toml").write_bytes(text.encode("latin-1"))

    with pytest.raises(ReportError, match=told):
        allowed_in(tmp_path)


def test_the_command_fails_where_nothing_has_teeth(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text(EMPTY)

    plain = subprocess.run([OUTLIVE, "verify", str(tmp_path)], capture_output=True, text=True, check=False)
    teeth = subprocess.run([OUTLIVE, "verify", str(tmp_path), "--teeth"], capture_output=True, text=True, check=False)

    assert (plain.returncode, teeth.returncode) == (0, 1), plain.stderr + teeth.stderr
    assert "Without teeth" not in plain.stdout
    assert "says nothing of any design single-connector" in " ".join(teeth.stdout.split())


def test_names_of_a_design_do_not_tell_rules_of_the_platform_apart() -> None:
    stems = ("recipe", "recipe-refusal-handled")
    recipe, two = (set(templates_of(composed_from_gallery(stem)).values()) for stem in stems)

    assert recipe < two
    assert "the system calls the app in the foreground for {session} ({transfer})" in recipe
    assert "app, {callback}, step N: keeps the completion handler" in recipe


def test_an_extension_may_have_any_name() -> None:
    one = composed("[[session]]\nname = 'wake'", "[app]", "[[extension]]\nname = 'sheet'\nrun = ['connect']")

    assert templates_of(one)["the wake for wake expires: the app is not connected"].endswith(
        "for {session} expires: the app is not connected"
    )


def test_a_rule_of_the_platform_is_in_use_where_any_of_its_cases_is() -> None:
    recipe = from_gallery("handler-dropped")
    dead = recipe.exploration.never_enabled()
    uses = uses_of(recipe.system, dead)

    assert uses["the user launches the app"]
    assert {templates_of(recipe.system)[rule] for rule in dead} >= {each for each, used in uses.items() if not used}
    assert not all(uses.values())


def test_the_list_of_the_gallery_names_properties_and_rules_that_there_are() -> None:
    allowed = allowed_in(gallery())
    rules = {name for kind, name in allowed.reasons if kind == "dead-rule"} | set(allowed.unneeded)

    assert {name for kind, name in allowed.reasons if kind != "dead-rule"} <= set(PROPERTY_IDS)
    assert rules <= named_templates()
    assert not {name for kind, name in allowed.reasons if kind == "dead-rule"} & set(allowed.unneeded)


def test_every_rule_of_the_platform_is_needed_or_kept_for_a_reason() -> None:
    allowed = allowed_in(gallery())
    rows = listed()

    assert {row.template for row in rows} == named_templates()
    kept = {name for kind, name in allowed.reasons if kind == "dead-rule"} | set(allowed.unneeded)
    assert {row.template for row in rows if not row.needed} == kept


def enabled_rarely(system: System) -> set[str]:
    exploration = list_worlds(system.network, Bounds(max_states=40_000))
    return {template for template, used in uses_of(system, exploration.never_enabled()).items() if used}


def dead_rules() -> dict[str, str]:
    return {name: why for (kind, name), why in allowed_in(gallery()).reasons.items() if kind == "dead-rule"}


@pytest.mark.parametrize("name", RARE)
def test_a_rule_that_is_kept_for_rare_code_is_enabled_in_it(name: str) -> None:
    kept = {template for template, why in dead_rules().items() if f"“{name}”" in why}

    assert kept
    assert kept <= enabled_rarely(composed(*RARE[name]))


@pytest.mark.parametrize("variation", VARIED, ids=lambda each: str(each[0]))
def test_a_rule_that_is_kept_for_another_environment_is_enabled_there(variation: Variation) -> None:
    kept = {template for template, why in dead_rules().items() if f"as in {variation[0]} in" in why}

    assert kept
    assert kept <= enabled_rarely(varied(*variation))


def test_every_rule_that_no_design_enables_is_kept_for_one_that_could_or_said_to_be_impossible() -> None:
    rest = {why for why in dead_rules().values() if not re.search("“.*” in tests|as in .* in tests", why)}

    assert [why.partition(":")[0] for why in rest] == ["cannot happen in the app"]


@pytest.mark.parametrize("stem", ["extension-quits-before-start", "handler-off-main-thread"])
def test_without_a_rule_that_is_said_to_be_unneeded_no_verdict_changes(stem: str) -> None:
    path = gallery() / f"{stem}.toml"
    _, _, alive = enabled_in(path)
    unneeded = [template for template in alive if template in allowed_in(gallery()).unneeded]

    assert unneeded
    assert {first_change(path, "device", alive[template]) for template in unneeded} == {""}


@pytest.mark.parametrize("place", range(0, 60, 10))
def test_what_the_campaign_wrote_of_a_rule_is_still_so(place: int) -> None:
    """Rules from all over the list; the campaign itself asks of every one."""
    row = [row for row in listed() if row.needed][place]
    system = composed_from_gallery(row.design)
    rules = [rule for rule, template in templates_of(system).items() if template == row.template]

    assert first_change(gallery() / f"{row.design}.toml", "device", rules) == row.change
    assert compose(system.design).network == system.network
