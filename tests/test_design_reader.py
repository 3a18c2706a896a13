"""What the reader makes of a design file: every key, every default, every action with its place."""

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from model.design import Action, App, Environment, Extension, Place, Session, When
from model.design_build import FIELDS
from model.design_place import places_of
from model.design_reader import load_design, read_design
from model.design_shape import AppTable, EnvironmentTable, ExtensionTable, SessionTable, Table, kebab
from model.design_template import TEMPLATE, new_design_text

LEAST = '[[session]]\nname = "share"\n[app]\n'

FULL = """\
title = "Everything – ünd more"  # é

[[session]]
name = "one"
identifier-scope = "per-run"
shared-container = false
sends-launch-events = false
delegate = false

[[session]]
"name" = 'two'

[app]
delegate-queue = "main"
handler-slot = "single"
session-reference = "cached"
transfers = 3
launch = [
    { do = "connect", session = "two", always = true }, # é "connect"
    # "exit"
    { when = "not no-tasks-left", session = "two", do = "exit" }, "request",
]
foreground = [{ do = "call-handler", session = "two", keep = true, on = "delegate-queue" }]
handle-events = ["store-handler", { do = "connect", when = "known-identifier" }]
did-complete = ["record-completion"]
did-finish-events = [{ do = "call-handler", when = "completion-recorded" }]
did-become-invalid = [{ do = "connect", when = "refused" }]

[[extension]]
name = "ext"
kind = "action"
runs = 5
delegate-queue = "main"
session-reference = "cached"
run = [
  { do = "request", protected = true, then = ["complete-request", { do = "start-data", session = "one" }] },
  { do = "start-upload", session = "one", body = "stream", unrecorded = true },
  { do = "request", then = [] },
]
did-complete = ["record-completion"]
did-become-invalid = ["drop-reference"]

[environment]
profile = "debugger"
debugged = "app"
refusal = "retries"
strict-post = true
force-quit = true
vanish-on-force-quit = true
crash = true
wake-expiry = true
lose-on-expiry = true
activity-expiry = true
authentication = true
foreground-clears-wake = true
lossy-invalidation = true

[expect]
single-connector = "holds"
debugger = { "single-connector" = "unknown" }
[expect.simulator]
delegate-set = "violated"
"""

REQUEST_THEN = (
    Action("complete-request", place=Place(36, 47)),
    Action("start-data", session="one", place=Place(36, 67)),
)


def test_the_least_design_has_every_default() -> None:
    design = read_design(LEAST, "designs/least.toml")

    assert design.title == "least"
    assert design.sessions == (Session("share", place=Place(1, 1)),)
    assert design.app == App()
    assert design.extensions == ()
    assert design.environment == Environment()
    assert design.expect == {}
    assert design.source == "designs/least.toml"


def test_an_extension_has_every_default() -> None:
    design = read_design(LEAST + '[[extension]]\nname = "e"\n', "x.toml")

    assert design.extensions == (Extension("e", place=Place(4, 1)),)


def test_sessions_are_read() -> None:
    design = read_design(FULL, "x.toml")

    assert design.title == "Everything – ünd more"
    assert design.sessions == (
        Session("one", "per-run", False, False, False, Place(3, 1)),
        Session("two", place=Place(10, 1)),
    )


def test_the_app_is_read() -> None:
    app = read_design(FULL, "x.toml").app

    assert app == App(
        delegate_queue="main",
        handler_slot="single",
        session_reference="cached",
        transfers=3,
        launch=(
            Action("connect", session="two", always=True, place=Place(19, 5)),
            Action("exit", session="two", when=When("no-tasks-left", holds=False), place=Place(21, 5)),
            Action("request", place=Place(21, 67)),
        ),
        foreground=(Action("call-handler", session="two", keep=True, on="delegate-queue", place=Place(23, 15)),),
        handle_events=(
            Action("store-handler", place=Place(24, 18)),
            Action("connect", when=When("known-identifier"), place=Place(24, 35)),
        ),
        did_complete=(Action("record-completion", place=Place(25, 17)),),
        did_finish_events=(Action("call-handler", when=When("completion-recorded"), place=Place(26, 22)),),
        did_become_invalid=(Action("connect", when=When("refused"), place=Place(27, 23)),),
    )


def test_extensions_are_read() -> None:
    (extension,) = read_design(FULL, "x.toml").extensions

    assert extension == Extension(
        name="ext",
        kind="action",
        runs=5,
        delegate_queue="main",
        session_reference="cached",
        run=(
            Action("request", protected=True, then=REQUEST_THEN, place=Place(36, 3)),
            Action("start-upload", session="one", body="stream", unrecorded=True, place=Place(37, 3)),
            Action("request", then=(), place=Place(38, 3)),
        ),
        did_complete=(Action("record-completion", place=Place(40, 17)),),
        did_become_invalid=(Action("drop-reference", place=Place(41, 23)),),
        place=Place(29, 1),
    )


def test_the_environment_is_read() -> None:
    environment = read_design(FULL, "x.toml").environment

    switches = [getattr(environment, field.name) for field in fields(Environment)[3:]]
    assert (environment.profile, environment.debugged, environment.refusal) == ("debugger", "app", "retries")
    assert switches == [True] * 10


def test_expectations_are_read_for_all_profiles_and_for_each() -> None:
    assert read_design(FULL, "x.toml").expect == {
        "": {"single-connector": "holds"},
        "simulator": {"delegate-set": "violated"},
        "debugger": {"single-connector": "unknown"},
    }


def test_a_session_left_out_is_the_only_one_where_the_code_must_name_it() -> None:
    text = (
        LEAST
        + 'launch = ["connect", "request", { do = "exit", when = "no-tasks-left" }]\nhandle-events = ["connect"]\n'
    )

    app = read_design(text, "x.toml").app

    assert [action.session for action in app.launch] == ["share", None, "share"]
    assert [action.session for action in app.handle_events] == [None]


def test_a_plain_request_may_stand_inside_then() -> None:
    text = LEAST + 'launch = [{ do = "request", then = ["request", "connect"] }]\n'

    (request,) = read_design(text, "x.toml").app.launch

    assert request.then == (Action("request", place=Place(4, 37)), Action("connect", "share", place=Place(4, 48)))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_places_do_not_depend_on_line_endings(ending: str) -> None:
    places = places_of(FULL.replace("\n", ending))

    assert places.value(("app", "launch", 1, "do")) == (Place(21, 57), '"exit"')
    assert places.key(("session", 1, "name")) == (Place(11, 1), '"name"')
    assert places.value(("extension", 0)) == (Place(29, 1), "[[extension]]")


def test_places_follow_dotted_keys_and_tables_in_tables() -> None:
    text = "a.'b c'.d = { e.f = [1, [2, 3]] }\n[[t]]\n[[t.u]]\n[[t.u]]\nx = 1\n[[t]]\n[[t.u]]\nx = 2\n"
    places = places_of(text)

    assert places.value(("a", "b c", "d", "e", "f", 1, 1)) == (Place(1, 29), "3")
    assert places.value(("t", 0, "u", 1, "x")) == (Place(5, 5), "1")
    assert places.value(("t", 1, "u", 0, "x")) == (Place(8, 5), "2")
    assert places.key(("t", 1, "nothing")) == places.key(("t", 1))


def test_the_template_reads_without_fault_and_names_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text(new_design_text(), encoding="utf-8")

    design = load_design(path)

    assert new_design_text().splitlines()[0] == "#:schema ./design.schema.json"
    assert [action.do for action in design.app.did_finish_events] == ["finish-tasks-and-invalidate", "call-handler"]
    assert [action.do for action in design.extensions[0].run] == ["connect", "start-upload", "complete-request"]
    assert design.environment == Environment()
    assert design.app.transfers == App().transfers
    assert load_design(TEMPLATE).sessions == design.sessions


@pytest.mark.parametrize(
    ("table", "value"),
    [(SessionTable, Session), (AppTable, App), (ExtensionTable, Extension), (EnvironmentTable, Environment)],
)
def test_the_tables_of_the_file_have_the_keys_values_and_defaults_of_the_design(
    table: type[Table], value: type[Any]
) -> None:
    keys = {field.alias or name: field for name, field in table.model_fields.items()}
    values = {_key(field.name): field for field in fields(value) if field.name != "place"}

    assert keys.keys() == values.keys()
    for key, field in values.items():
        if field.default == ():
            assert keys[key].default == []
        elif field.default is not MISSING:
            assert (keys[key].default, keys[key].annotation) == (field.default, get_type_hints(value)[field.name])


def _key(name: str) -> str:
    return {field: key for key, field in FIELDS.items()}.get(name, kebab(name))
