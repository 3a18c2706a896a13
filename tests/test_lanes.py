"""The semantic reading of a case for sequence diagrams: who stands where, what goes to whom, how it is marked."""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import model
from model.compiling import compile_machine
from model.design_reader import read_design
from model.network import Machine, Network, Rule
from model.system import compose
from reports.inputs import Case, cases_of, load_case
from reports.lanes import meanings as means
from reports.lanes.chart import Chart, LaneKind, MarkWord, Message, lanes_of
from reports.lanes.network import MOST_LANES

GALLERY = tuple(sorted(path.stem for path in Path(model.__path__[0], "designs").glob("*.toml")))

PAINT = {
    "life": {"off", "front", "back", "suspended", "ended"},
    "connection": {"none", "held", "leaving", "idle", "refused", "gone"},
    "transfer": {"none", "running", "finished", "reporting", "reported", "cancelled", "lost"},
    "handler": {"none", "held", "late", "called", "lost"},
    "wake": {"none", "open", "answered"},
    "other": {"idle", "busy"},
}
"""What the page knows how to paint, by role."""


@cache
def chart(name: str) -> Chart:
    return lanes_of(load_case(name))


def chart_of(text: str) -> Chart:
    (case,) = cases_of("d", read_design(text, "d.toml"), None)
    return lanes_of(case)


def bare(*rules: Rule, machines: tuple[Machine, ...]) -> Chart:
    return lanes_of(Case("n", Network(machines, rules), ()))


def way(chart: Chart, name: str) -> tuple[str, str]:
    """The lanes between which a rule goes."""
    message = chart.by_rule[name]
    return chart.lanes[message.source].name, chart.lanes[message.target].name


@pytest.mark.parametrize("name", GALLERY)
def test_every_rule_and_machine_of_a_gallery_design_has_its_place(name: str) -> None:
    case, found = load_case(name), chart(name)
    lanes = range(len(found.lanes))

    assert [message.name for message in found.messages] == [rule.name for rule in case.network.rules]
    assert all(message.source in lanes and message.target in lanes and message.label for message in found.messages)
    assert all(set(message.marks) <= set(get_args(MarkWord)) for message in found.messages)
    assert [len(each.paint) for each in found.machines] == [len(each.states) for each in case.network.machines]
    assert all(set(each.paint) <= PAINT[each.role] for each in found.machines)
    assert all(each.owner is None or found.lanes[each.owner].kind in ("app", "extension") for each in found.machines)
    assert {lane.kind for lane in found.lanes} <= set(get_args(LaneKind))


def test_a_design_has_lanes_for_user_app_extensions_sessions_and_network() -> None:
    assert [(lane.name, lane.kind, lane.says) for lane in chart("two-extensions-two-sessions").lanes] == [
        ("user", "user", "opens and leaves"),
        ("app", "app", "container app"),
        ("share-extension", "extension", "share extension"),
        ("action-extension", "extension", "action extension"),
        ("session share", "daemon", "the system's daemon"),
        ("session action", "daemon", "the system's daemon"),
        ("network", "network", "and server"),
    ]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("the user opens share-extension, run 1", ("opens share-extension, run 1", "user", "share-extension", ())),
        (
            "share-extension, run 1, step 1: connects to share",
            ("connects to share", "share-extension", "session share", ("connect",)),
        ),
        (
            "app, handle-events for share, step 2: is refused share (-996): share-extension is connected",
            ("is refused share (-996)", "app", "session share", ("refused",)),
        ),
        (
            "share-extension, run 1, step 2: starts transfer of share-extension 1",
            ("starts transfer of share-extension 1", "share-extension", "session share", ("start-transfer",)),
        ),
        (
            "share-extension, run 1, step 2: fails to start transfer of share-extension 1: it holds no session object",
            ("fails to start transfer of share-extension 1", "share-extension", "share-extension", ("refused",)),
        ),
        (
            "transfer of share-extension 1 finishes",
            ("transfer of share-extension 1 finishes", "network", "session share", ("finish",)),
        ),
        (
            "the system relaunches the app for share (transfer of share-extension 1)",
            ("relaunches the app", "session share", "app", ("callback", "wake")),
        ),
        (
            "did-complete of transfer of share-extension 1 is delivered to app",
            ("did-complete of transfer of share-extension 1", "session share", "app", ("callback",)),
        ),
        (
            "app, handle-events for share, step 1: keeps the completion handler",
            ("keeps the completion handler", "app", "app", ("handler",)),
        ),
        (
            "app, handle-events for share, step 1: keeps the completion handler, "
            "overwriting one of share not yet called (fresh_share)",
            ("keeps the completion handler", "app", "app", ("handler", "lost")),
        ),
        (
            "app, handler block of did-finish-events for share, step 2: calls the handler of share, its wake expired",
            ("calls the handler of share, its wake expired", "app", "session share", ("handler",)),
        ),
        (
            "did-become-invalid of share comes to app",
            ("did-become-invalid of share", "session share", "app", ("callback",)),
        ),
        (
            "the object of app for share is gone",
            ("the object of app for share is gone", "session share", "app", ("disconnect",)),
        ),
        (
            "the system suspends the app, connected to share",
            ("suspends the app, connected to share", "app", "app", ("suspend", "disconnect")),
        ),
        ("the system suspends the app", ("suspends the app", "app", "app", ("suspend",))),
        ("the system terminates the suspended app", ("terminates the suspended app", "app", "app", ("end",))),
        (
            "the wake for share expires: all is delivered",
            ("the wake for share expires", "session share", "app", ("suspend", "disconnect")),
        ),
    ],
)  # fmt: skip
def test_a_rule_of_the_recipe_is_an_arrow(rule: str, message: tuple[str, str, str, tuple[MarkWord, ...]]) -> None:
    found = chart("recipe")
    label, source, target, marks = message

    assert way(found, rule) == (source, target)
    assert (found.by_rule[rule].label, set(found.by_rule[rule].marks)) == (label, set(marks))


def test_connections_stand_on_the_lane_of_the_session_and_belong_to_a_process() -> None:
    case, found = load_case("recipe"), chart("recipe")
    names = [machine.name for machine in case.network.machines]
    app, extension = (found.machines[names.index(f"{who}: session share")] for who in ("app", "share-extension"))

    assert (app.role, app.lane, app.owner) == ("connection", 3, 1)
    assert (extension.role, extension.lane, extension.owner) == ("connection", 3, 2)
    assert dict(zip(case.network.machines[names.index("app: session share")].states, app.paint, strict=True)) == {
        "absent": "none", "connected": "held", "disconnected": "idle", "refused_in_use": "refused",
        "refused_without_container": "refused", "invalidating": "leaving", "halted": "idle", "invalidated": "gone",
    }  # fmt: skip


LOSSY = """
title = "t"
[environment]
lossy-invalidation = true
refusal = "invalidates"
[[session]]
name = "s"
[app]
foreground = ["connect", "finish-tasks-and-invalidate"]
did-become-invalid = ["connect"]
"""


def test_a_callback_that_is_lost_on_its_way_is_marked_lost_and_no_callback() -> None:
    found = chart_of(LOSSY)

    assert found.by_rule["did-become-invalid of s to app is lost"].marks == ("lost",)
    assert found.by_rule["did-become-invalid of s comes to app"].marks == ("callback",)


def test_a_short_request_goes_to_the_network_and_back() -> None:
    found = chart("token-then-upload")
    sent = "share-extension, run 1, step 1: sends a short request"
    answered = "the request of share-extension in run 1, step 1 is answered"

    assert (way(found, sent), way(found, answered)) == (("share-extension", "network"), ("network", "share-extension"))
    assert found.by_rule[answered].label == "the request is answered"


def test_a_session_called_like_a_process_has_a_lane_of_its_own() -> None:
    found = chart_of(
        """
title = "t"
[[session]]
name = "app"
[[extension]]
name = "sheet"
runs = 1
run = ["connect", "start-upload", "complete-request"]
[app]
handle-events = ["store-handler", "connect"]
"""
    )

    assert [lane.name for lane in found.lanes] == ["user", "app", "sheet", "session app", "network"]
    assert way(found, "sheet, run 1, step 1: connects to app") == ("sheet", "session app")


def test_every_event_that_tells_something_is_an_event_of_its_machine() -> None:
    lossy = compose(read_design(LOSSY, "d.toml")).machines
    recipe = load_case("recipe").system
    assert recipe is not None
    tables = {
        "app": means.APP_LIFE, "share-extension": means.EXTENSION_LIFE, "app: session share": means.CONNECTION,
        "wake for share": means.WAKE, "handler for share": means.HANDLER,
        "transfer of share-extension 1": means.transfer_meanings(("app", "share-extension")),
    }  # fmt: skip

    unknown = {each: set(told) - set(compile_machine(recipe.machines[each]).events) for each, told in tables.items()}

    assert [name for name, events in unknown.items() if events] == []
    assert set(means.MESSAGE) <= set(compile_machine(lossy["app: refusal message of s"]).events)


def test_a_bare_network_without_rules_has_a_lane_for_its_machine() -> None:
    found = bare(machines=(Machine("m", ("a", "b"), "b"),))

    assert [(lane.name, lane.kind) for lane in found.lanes] == [("m", "other")]
    assert (found.machines[0].lane, found.machines[0].paint, found.messages) == (0, ("busy", "idle"), ())


def test_a_bare_network_has_lanes_for_actors_and_for_machines_that_several_move() -> None:
    left = Rule("left", "ann", {"token": (("a", "b"),), "ann: hand": (("a", "b"),)})
    right = Rule("right", "user", {"token": (("b", "a"),)})
    alone = Rule("alone", "ann", {})
    machines = tuple(Machine(name, ("a", "b"), "a") for name in ("token", "ann: hand", "shelf"))

    found = bare(left, right, alone, machines=machines)

    assert [(lane.name, lane.kind) for lane in found.lanes] == [
        ("ann", "other"), ("user", "user"), ("token", "other"), ("shelf", "other"),
    ]  # fmt: skip
    assert [each.lane for each in found.machines] == [2, 0, 3]
    assert found.messages == (
        Message("left", "left", 0, 2), Message("right", "right", 1, 2), Message("alone", "alone", 0, 0),
    )  # fmt: skip


def test_hundreds_of_machines_and_actors_share_the_last_lane_which_says_how_many_they_are() -> None:
    machines = tuple(Machine(f"m{n}", ("a", "b"), "a") for n in range(300))
    there = (("a", "b"),)
    rules = tuple(Rule(f"r{n}", f"actor{n % 20}", {f"m{n}": there, f"m{n + 1}": there}) for n in range(299))

    found = bare(*rules, machines=machines)

    assert len(found.lanes) == MOST_LANES
    assert found.lanes[-1].says == f"{20 + 299 - 1 - 11} more together"
    assert all(each.lane is not None and each.lane < MOST_LANES for each in found.machines)
    assert all(max(each.source, each.target) < MOST_LANES for each in found.messages)
