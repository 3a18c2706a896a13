"""Every rule of every design of the gallery: its ids are known, and its fairness fits who acts."""

import pytest

from model.cites import fact
from model.network import Rule
from model.system import System
from tests.designs import RECIPE, SHARE, composed, composed_from_gallery, stems

TOKEN_TWICE = """
[[extension]]
name = "sheet"
run = [{ do = "request", protected = true }, "connect", "start-upload", "complete-request"]
did-complete = ["record-completion"]
"""
ALL_SWITCHED_ON = """
[environment]
force-quit = true
vanish-on-force-quit = true
crash = true
wake-expiry = true
lose-on-expiry = true
activity-expiry = true
authentication = true
foreground-clears-wake = true
lossy-invalidation = true
"""
CHANCE = (
    " terminates ",
    " crashes",
    "leaves the host of",
    " runs out early",
    " is lost.",
    " is cut short",
    ", refused an expiring activity",
    " to authenticate (",
)
"""What may happen and need not: terminations, crashes, users who leave, expiry, losses, authentication."""


@pytest.fixture(scope="module")
def systems() -> list[System]:
    return [*(composed_from_gallery(stem) for stem in stems()), composed(SHARE, RECIPE, TOKEN_TWICE, ALL_SWITCHED_ON)]


@pytest.fixture(scope="module")
def rules(systems: list[System]) -> list[Rule]:
    return [rule for system in systems for rule in system.network.rules]


def is_chance(rule: Rule) -> bool:
    return rule.actor != "user" and any(word in f"{rule.name}." for word in CHANCE)


def test_every_id_that_a_rule_cites_is_known(rules: list[Rule]) -> None:
    assert sorted({cite for rule in rules for cite in rule.cites if fact(cite) is None}) == []


def test_every_rule_of_users_system_daemon_and_network_cites_something(rules: list[Rule]) -> None:
    outside = [rule for rule in rules if rule.actor in ("user", "system", "daemon", "network")]

    assert [rule.name for rule in outside if not rule.cites] == []


def test_code_that_cites_nothing_touches_nothing_but_its_own_thread_and_memory(systems: list[System]) -> None:
    for system in systems:
        for rule in system.network.rules:
            if not rule.cites:
                assert all(": " in machine or machine.startswith("record of ") for machine in rule.moves), rule.name
                assert not any(machine.split(": ")[-1].startswith("session ") for machine in rule.moves), rule.name


def test_actors_are_users_the_system_the_daemon_the_network_and_processes(systems: list[System]) -> None:
    for system in systems:
        processes = {process.name for process in system.scene.stage.cast.processes}

        assert {rule.actor for rule in system.network.rules} <= {"user", "system", "daemon", "network", *processes}


def test_nothing_makes_users_act(rules: list[Rule]) -> None:
    assert {rule.fairness for rule in rules if rule.actor == "user"} == {"none"}


def test_nothing_makes_chance_happen(rules: list[Rule]) -> None:
    assert {rule.fairness for rule in rules if is_chance(rule)} == {"none"}


def test_each_kind_of_chance_is_among_the_rules(rules: list[Rule]) -> None:
    chances = [rule.name for rule in rules if is_chance(rule)]

    assert [word for word in CHANCE if not any(word in f"{name}." for name in chances)] == []


def test_all_else_happens_sooner_or_later(rules: list[Rule]) -> None:
    certain = [rule for rule in rules if rule.actor != "user" and not is_chance(rule)]

    assert [rule.name for rule in certain if rule.fairness != "strong"] == []


@pytest.mark.parametrize(
    "words",
    [
        (" finishes",),
        ("did-complete of ", " is delivered to "),
        ("did-finish-events for ", " is delivered to "),
        ("the system relaunches the app for ",),
        ("the system calls the app in the foreground for ",),
        ("the wake for ", " expires: "),
        ("the system suspends the app",),
        ("the system suspends ", ", dismissed"),
        (" reconnects to ",),
        (" is answered",),
        (", step 1: ",),
        (": returns",),
        (": begins",),
    ],
)
def test_what_must_happen_sooner_or_later_is_there_and_strongly_fair(rules: list[Rule], words: tuple[str, ...]) -> None:
    found = [rule for rule in rules if all(word in rule.name for word in words) and not is_chance(rule)]

    assert {rule.fairness for rule in found} == {"strong"}
