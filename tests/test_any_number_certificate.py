"""The program that checks certificates stands alone, accepts what was found, and refuses every forgery."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from explorer import explore, list_worlds
from model.network_json import network_to_json
from model.system import compose
from properties.any_number.check_certificate import RefusedError, check
from properties.any_number.covering import at_numbers
from properties.any_number.judging import Answer, any_number
from properties.catalogue import catalogue
from properties.declared import properties_to_json
from properties.judge import judge_all
from tests.designs import SHARE, SHEET, composed

pytest.importorskip("oxidd")
pytest.importorskip("z3")

ROOT = Path(__file__).parents[1]
SMALL = (SHARE, "[app]\n", SHEET.replace("runs = 1", "runs = 2"))
"""An app that never connects: its extension's transfers are reported to the extension alone."""

Document = dict[str, Any]


@cache
def answered() -> Answer:
    system = composed(*SMALL)
    judged = judge_all(catalogue(system), explore(system.network))
    return any_number(system, judged)


def exported(size: int) -> str:
    system = compose(at_numbers(composed(*SMALL).design, (size, size)))
    document = network_to_json(system.network) | {"properties": properties_to_json(catalogue(system))}
    return json.dumps(document)


def test_what_was_proved_is_what_the_certificate_proves() -> None:
    answer = answered()
    by_invariant = [each.verdict.property.id for each in answer.scopes if "certificate" in each.why]

    assert check(answer.certificate, [exported(1), exported(2), exported(3)]) == tuple(by_invariant)
    assert "one-object-per-identifier" in by_invariant


def test_another_solver_agrees() -> None:
    pytest.importorskip("cvc5")

    assert check(answered().certificate, solver="cvc5") == check(answered().certificate)


def test_the_checking_program_takes_nothing_from_the_rest_of_the_project(tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(answered().certificate, encoding="utf-8")
    program = (
        "import sys; from properties.any_number.check_certificate.__main__ import main; "
        f"code = main([{str(file)!r}]); "
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('model', 'explorer', 'properties'))); "
        "sys.exit(code)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    said = done.stdout.splitlines()
    alone = "properties.any_number.check_certificate"
    assert "one-object-per-identifier: holds for any number" in said
    assert said[-1] == str(
        ["properties", "properties.any_number", alone, f"{alone}.__main__"]
        + [f"{alone}.{each}" for each in ("link", "proof", "refusing", "solvers")]
    )


def test_the_command_refuses_what_proves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    file.write_text('{"format": "outlive-any-number/1"}', encoding="utf-8")
    command = [sys.executable, "-m", "properties.any_number.check_certificate", str(file)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.split(":")[0]) == (1, "refused")


def is_allowed(document: Document, size: Document, world: Mapping[str, str], number: int) -> bool:
    """Whether the invariant holds of one member in a world, the diagram followed bit by bit."""
    table = {("", name): each["states"] for name, each in document["common"].items()}
    table |= {("sheet", name): each["states"] for name, each in document["own"]["sheet"].items()}
    at = {}
    for machine, told in size["readings"].items():
        if told["common"] is not None:
            at["", told["common"][0]] = told["common"][1][world[machine]]
        at |= {(kind, name): states[world[machine]] for kind, who, name, states in told["own"] if who == number}
    node = document["invariant"]["roots"]["sheet"]
    while node > 1:
        test, low, high = document["invariant"]["nodes"][node - 2]
        kind, name, bit = document["invariant"]["tests"][test]
        node = high if table[kind, name].index(at[kind, name]) >> bit & 1 else low
    return bool(node)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_invariant_holds_of_every_member_in_every_world_listed(size: int) -> None:
    document = json.loads(answered().certificate)
    network = compose(at_numbers(composed(*SMALL).design, (size, size))).network
    listed = list(list_worlds(network).worlds())

    strays = [
        world
        for world in listed
        for number in range(1, size + 1)
        if not is_allowed(document, document["sizes"][size - 1], world, number)
    ]

    assert strays == []
    assert len(listed) > 100


def drop_a_pattern(document: Document) -> None:
    found = [each for each in document["patterns"] if "finishes" not in each["name"]]
    assert len(found) < len(document["patterns"])
    document["patterns"] = found


def drop_an_acting_member(document: Document) -> None:
    pattern = next(each for each in document["patterns"] if each["acting"] is not None)
    pattern["acting"] = None


def narrow_a_pattern(document: Document) -> None:
    pattern = next(each for each in document["patterns"] if "terminates" in each["name"])
    pattern["common"]["sheet"].pop()


def hold_the_others_still(document: Document) -> None:
    pattern = next(each for each in document["patterns"] if "terminates" in each["name"])
    for way in pattern["others"]:
        way["moves"] = {}


def widen_the_invariant_to_all(document: Document) -> None:
    document["invariant"]["roots"]["sheet"] = 1


def weaken_the_invariant(document: Document) -> None:
    nodes = document["invariant"]["nodes"]
    place = next(place for place, (_, low, high) in enumerate(nodes) if 0 in (low, high) and place > len(nodes) // 2)
    nodes[place] = [1 if each == 0 and side else each for side, each in enumerate(nodes[place])]


def narrow_the_invariant(document: Document) -> None:
    nodes = document["invariant"]["nodes"]
    inner = (place for place, (_, low, high) in enumerate(nodes) if low > 1 and high > 1)
    place = next(place for place in inner if place > len(nodes) // 2)
    nodes[place][1] = 0


def empty_the_invariant(document: Document) -> None:
    document["invariant"]["roots"]["sheet"] = 0


def start_elsewhere(document: Document) -> None:
    document["common"]["sheet"]["initial"] = "gone"


def start_a_member_elsewhere(document: Document) -> None:
    document["own"]["sheet"]["transfer of sheet *"]["initial"] = "reported"


def drop_what_is_forbidden(document: Document) -> None:
    document["forbidden"]["one-object-per-identifier"] = []


def narrow_what_is_forbidden(document: Document) -> None:
    for pattern in document["forbidden"]["one-object-per-identifier"]:
        pattern["common"]["app"] = [["suspended", "suspended"]]


def claim_a_property_that_is_violated(document: Document) -> None:
    document["proved"].append("every-completion-handled")
    document["forbidden"]["every-completion-handled"] = []


def drop_the_claims(document: Document) -> None:
    for size in document["sizes"]:
        claims = size["network"]["properties"]
        size["network"]["properties"] = [each for each in claims if each["id"].split("/")[0] != "no-start-failed"]
    document["forbidden"]["no-start-failed"] = []


def leave_out_a_size(document: Document) -> None:
    document["sizes"].pop()


def read_a_transfer_wrongly(document: Document) -> None:
    reading = document["sizes"][2]["readings"]["transfer of sheet 2"]["own"][0][3]
    reading["running"], reading["finished"] = reading["finished"], reading["running"]


def lead_in_circles(document: Document) -> None:
    document["invariant"]["nodes"][0][1] = len(document["invariant"]["nodes"])


def speak_to_the_solver(document: Document) -> None:
    document["invariant"]["tests"][0][2] = "0| true true))(assert false)(assert (and |x"


def ask_for_a_bit_that_is_none(document: Document) -> None:
    document["invariant"]["tests"][0][2] = 40


def name_a_machine_for_the_solver(document: Document) -> None:
    document["own"]["sheet"]["x| Bool)(assert false)(declare-const |y"] = {"states": ["a", "b"], "initial": "a"}


def write_an_unknown_state(document: Document) -> None:
    document["patterns"][0]["common"]["sheet"] = [["nowhere", "nowhere"]]


FORGERIES: tuple[Callable[[Document], None], ...] = (
    drop_a_pattern,
    drop_an_acting_member,
    narrow_a_pattern,
    hold_the_others_still,
    widen_the_invariant_to_all,
    weaken_the_invariant,
    narrow_the_invariant,
    empty_the_invariant,
    start_elsewhere,
    start_a_member_elsewhere,
    drop_what_is_forbidden,
    narrow_what_is_forbidden,
    claim_a_property_that_is_violated,
    drop_the_claims,
    leave_out_a_size,
    read_a_transfer_wrongly,
    lead_in_circles,
    speak_to_the_solver,
    ask_for_a_bit_that_is_none,
    name_a_machine_for_the_solver,
    write_an_unknown_state,
)


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda each: each.__name__)
def test_a_forged_certificate_is_refused(forge: Callable[[Document], None]) -> None:
    document = json.loads(answered().certificate)
    forge(document)

    with pytest.raises(RefusedError):
        check(json.dumps(document))


def drop_a_rule_everywhere(document: Document) -> None:
    """Of the networks as well, so that only the design itself tells."""
    for size in document["sizes"]:
        size["network"]["rules"] = [each for each in size["network"]["rules"] if "terminates" not in each["name"]]
    document["patterns"] = [each for each in document["patterns"] if "terminates" not in each["name"]]


def weaken_a_claim_everywhere(document: Document) -> None:
    for size in document["sizes"]:
        for claim in size["network"]["properties"]:
            if claim["id"].startswith("one-object-per-identifier"):
                claim["rule"] = []
    document["forbidden"]["one-object-per-identifier"] = []


@pytest.mark.parametrize("forge", [drop_a_rule_everywhere, weaken_a_claim_everywhere], ids=lambda each: each.__name__)
def test_a_certificate_about_another_network_is_refused_beside_the_network(forge: Callable[[Document], None]) -> None:
    document = json.loads(answered().certificate)
    forge(document)

    with pytest.raises(RefusedError, match="it is about another network"):
        check(json.dumps(document), [exported(3)])
