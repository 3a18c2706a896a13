"""What the reader refuses, word for word: place, fault, offending text, mend."""

import pytest

from model.design import DesignError
from model.design_reader import read_design

BASE = '[[session]]\nname = "share"\n[app]\n'
TWO = '[[session]]\nname = "one"\n[[session]]\nname = "two"\nidentifier-scope = "per-run"\n[app]\n'
EXT = BASE + '[[extension]]\nname = "ext"\n'
ENV = BASE + "[environment]\n"
EXPECT = BASE + "[expect]\n"

STARTS_OF_APP = (
    '"connect", "start-upload", "start-download", "start-data", "request", "exit", "call-handler", '
    '"finish-tasks-and-invalidate", "invalidate-and-cancel", "drop-reference", "restart-missing", "forget-records"'
)
KEYS_OF_APP = (
    '"delegate-queue", "session-reference", "did-complete", "did-become-invalid", "handler-slot", "transfers", '
    '"launch", "foreground", "handle-events", "did-finish-events"'
)
VERDICTS = '"holds", "violated", "witnessed", "unreachable", "vacuous", "unknown"'
CONDITIONS_OF_APP = '"no-tasks-left", "not no-tasks-left", "known-identifier", "not known-identifier"'
SHAPE = [
    ("# nothing\n", "1:10: [[session]] is missing; add [[session]]"),
    ('[[session]]\nname = "s"\n', "2:11: [app] is missing; add [app]"),
    ("session = []\n[app]\n", "1:11: the file declares no session ([]); add [[session]]"),
    ('[session]\nname = "s"\n[app]\n', '1:1: "session" must be a list of tables ([session]); write [[session]]'),
    ('[[session]]\nname = "s"\n[[app]]\n', '3:1: "app" must be a table ([[app]]); write [app]'),
    ("app = 3\n", '1:7: "app" must be a table (3); write [app]'),
    ("[[session]] # x\n[app]\n", '1:1: [[session]] has no "name" ([[session]]); add name = "share", say'),
    ("expect = 3\n" + BASE, '1:10: "expect" must be a table (3); write [expect]'),
    ("title = 3\n" + BASE, '1:9: "title" must be a text (3); write it in quotes'),
    ('title = ""\n' + BASE, '1:9: "title" is empty (""); write a text, or leave the key out if it may be'),
    (
        f'title = "{"é" * 201}"\n' + BASE,
        f'1:9: "title" is longer than 200 characters ("{"é" * 38}…); shorten it',
    ),
    (
        '[[session]]\nname = "a\\u0007b"\n[app]\n',
        '2:8: "name" holds a control character ("a\\u0007b"); take it out',
    ),
    ('[[session]]\nname = " a"\n[app]\n', '2:8: "name" begins or ends with a blank (" a"); take the blank out'),
    (EXT.replace('"ext"', '"app"'), '5:8: every report has an actor of this name already ("app"); choose another name'),
    ("sesion = 3\n" + BASE, '1:1: unknown key in the file (sesion); did you mean "session"?'),
    (BASE + "handle_events = []", '4:1: unknown key in [app] (handle_events); did you mean "handle-events"?'),
    (BASE + "force-quit = true", "4:1: unknown key in [app] (force-quit); it belongs in [environment]"),
    (EXT + "handle-events = []", "6:1: unknown key in [[extension]] (handle-events); it belongs in [app]"),
    (ENV + "force-qit = true", '5:1: unknown key in [environment] (force-qit); did you mean "force-quit"?'),
    (
        "[[session]]\nzzz = 1\n" + BASE,
        '2:1: unknown key in [[session]] (zzz); known keys: "name", "identifier-scope", "shared-container", '
        '"sends-launch-events", "delegate"',
    ),
    (ENV + 'profile = "Device"', '5:11: "profile" has no such value ("Device"); did you mean "device"?'),
    (ENV + 'refusal = "zzz"', '5:11: "refusal" has no such value ("zzz"); known values: "invalidates", "retries"'),
    (ENV + 'crash = "no"', '5:9: "crash" must be true or false ("no"); write true or false, without quotes'),
    (EXT + "runs = 0", '6:8: "runs" is out of range (0); write a whole number from 1 to 20'),
    (EXT + "runs = 21", '6:8: "runs" is out of range (21); write a whole number from 1 to 20'),
    (EXT + "runs = 2.0", '6:8: "runs" must be a whole number (2.0); write it without quotes and without a point'),
    (EXT + "runs = true", '6:8: "runs" must be a whole number (true); write it without quotes and without a point'),
    (BASE + "transfers = -1", '4:13: "transfers" is out of range (-1); write a whole number from 0 to 20'),
    (
        BASE + "transfers = " + "9" * 400,
        f'4:13: "transfers" is out of range ({"9" * 39}…); write a whole number from 0 to 20',
    ),
    (
        BASE + 'launch = "connect"',
        '4:10: "launch" must be a list of actions ("connect"); write it in brackets: ["connect"]',
    ),
    (BASE + "launch = [1]", '4:11: an action is a word or a table (1); write "connect" or { do = "connect" }, say'),
    (BASE + "launch = [{ do = 1 }]", '4:18: "do" must be a text (1); write it in quotes'),
    (
        BASE + "launch = [{ always = true }]",
        '4:11: an action has no "do" ({ always = true }); add do = "connect", say',
    ),
    (
        BASE + 'launch = [{ do = "connect", alway = true }]',
        '4:29: unknown key in an action (alway); did you mean "always"?',
    ),
    (
        BASE + 'launch = [{ do = "start-upload", body = "fil" }]',
        '4:41: "body" has no such value ("fil"); did you mean "file"?',
    ),
    (
        EXT + 'run = [{ do = "request", then = "connect" }]',
        '6:33: "then" must be a list of actions ("connect"); write it in brackets: ["connect"]',
    ),
]

ORDER = [
    ('[[session]]\nnam = "s"\n[app]\n', '2:1: unknown key in [[session]] (nam); did you mean "name"?'),
    ("[ap]\n", '1:2: unknown key in the file (ap); did you mean "app"?'),
    ("[[session]]\n[app]\nruns = 1\n", "3:1: unknown key in [app] (runs); it belongs in [[extension]]"),
    (BASE + 'foreground = ["exitt"]\nlaunch = ["conect"]', '4:15: unknown action ("exitt"); did you mean "exit"?'),
]

SENSE = [
    (BASE + 'launch = ["é", "conect"]', f'4:11: unknown action ("é"); known here: {STARTS_OF_APP}'),
    (BASE + 'title = "é"\n', "4:1: unknown key in [app] (title); it belongs in the lines above the first table"),
    (BASE + 'launch = ["connect", # é\n "conect"]', '5:2: unknown action ("conect"); did you mean "connect"?'),
    (
        BASE + 'launch = [{ session = "é", do = "connect" }]',
        '4:23: no session of this name is declared ("é"); declared: "share"',
    ),
    (
        BASE + 'launch = ["store-handler"]',
        '4:11: store-handler makes no sense in launch of [app] ("store-handler"); '
        "it may stand in handle-events of [app]",
    ),
    (
        BASE + 'launch = ["complete-request"]',
        '4:11: complete-request makes no sense in launch of [app] ("complete-request"); '
        "it may stand in any program of [[extension]]",
    ),
    (
        EXT + 'run = ["call-handler"]',
        '6:8: call-handler makes no sense in run of [[extension]] ("call-handler"); '
        "it may stand in any program of [app]",
    ),
    (
        EXT + 'did-become-invalid = ["record-completion"]',
        "6:23: record-completion makes no sense in did-become-invalid of [[extension]] "
        '("record-completion"); it may stand in did-complete',
    ),
    (
        BASE + 'launch = [{ do = "connect", body = "file" }]',
        '4:29: connect takes no "body" (body); leave it out: it goes with "start-upload"',
    ),
    (
        BASE + 'launch = [{ do = "connect", unrecorded = true }]',
        '4:29: connect takes no "unrecorded" (unrecorded); '
        'leave it out: it goes with "start-upload", "start-download", "start-data"',
    ),
    (
        BASE + 'handle-events = [{ do = "connect", session = "share" }]',
        "4:36: handle-events is about one session already (session); leave it out",
    ),
    (
        BASE + 'launch = [{ do = "connect", session = "shar" }]',
        '4:39: no session of this name is declared ("shar"); did you mean "share"?',
    ),
    (
        TWO + 'launch = [{ do = "connect", session = "zzz" }]',
        '7:39: no session of this name is declared ("zzz"); declared: "one", "two"',
    ),
    (
        BASE + 'launch = [{ do = "exit", session = "share" }]',
        '4:26: exit uses no session (session); leave it out: only its "when" would need it',
    ),
    (
        TWO + 'launch = ["connect"]',
        '7:11: connect does not say which session it means ("connect"); add session = one of "one", "two"',
    ),
    (
        TWO + 'launch = [{ do = "exit", when = "no-tasks-left" }]',
        '7:18: exit does not say which session it means ("exit"); add session = one of "one", "two"',
    ),
    (
        TWO + 'foreground = [{ do = "start-data", session = "two" }]',
        "7:22: start-data in foreground has no identifier to use: this session gets one per run "
        '("start-data"); start it in run of [[extension]], or on a session of constant scope',
    ),
    (
        BASE + 'launch = [{ do = "connect", when = "known-identifer" }]',
        '4:36: unknown condition ("known-identifer"); did you mean "known-identifier"?',
    ),
    (
        BASE + 'launch = [{ do = "connect", when = "not not refused" }]',
        f'4:36: unknown condition ("not not refused"); known here: {CONDITIONS_OF_APP}',
    ),
    (
        BASE + 'launch = [{ do = "connect", when = "not refused" }]',
        '4:36: this condition makes no sense in launch of [app] ("not refused"); it may stand in did-become-invalid',
    ),
    (
        EXT + 'did-complete = [{ do = "connect", when = "completion-recorded" }]',
        "6:42: this condition makes no sense in did-complete of [[extension]] "
        '("completion-recorded"); it may stand in handle-events or did-complete or did-finish-events '
        "or did-become-invalid of [app]",
    ),
    (
        EXT + 'run = [{ do = "request", then = [{ do = "request", then = [] }] }]',
        "6:52: a request inside then has a then of its own (then); put its actions into the outer list",
    ),
    (
        EXT + 'run = [{ do = "request", then = ["connct"] }]',
        '6:34: unknown action ("connct"); did you mean "connect"?',
    ),
    (
        '[[session]]\nname = "a"\n[[session]]\nname = "a"\n[app]\n',
        '4:8: another [[session]] has this name already ("a"); give each its own name',
    ),
    (
        EXT + '[[extension]]\nname = "ext"\n',
        '7:8: another [[extension]] has this name already ("ext"); give each its own name',
    ),
    (
        EXPECT + 'single-conector = "holds"',
        '5:1: unknown key in [expect] (single-conector); did you mean "single-connector"?',
    ),
    (EXPECT + 'single-connector = "hold"', '5:20: this is no verdict ("hold"); did you mean "holds"?'),
    (EXPECT + "single-connector = 3", f"5:20: this is no verdict (3); known verdicts: {VERDICTS}"),
    (BASE + "[expect.debuger]", '4:9: unknown key in [expect] (debuger); did you mean "debugger"?'),
    (
        BASE + '[expect.debugger]\nzz = "holds"',
        "5:1: unknown key in [expect.debugger] (zz); expected: the id of a property",
    ),
    (
        EXPECT + 'zz = "holds"',
        "5:1: unknown key in [expect] (zz); expected: the id of a property, or a profile: "
        '"device", "simulator", "debugger"',
    ),
    (
        EXPECT + 'debugger = "holds"',
        '5:12: "debugger" must be a table of expectations ("holds"); write [expect.debugger]',
    ),
    (BASE + 'launch = ["conect"]\nzzz = 1\n', '4:11: unknown action ("conect"); did you mean "connect"?'),
    (BASE + 'zzz = 1\nlaunch = ["conect"]\n', f"4:1: unknown key in [app] (zzz); known keys: {KEYS_OF_APP}"),
    (
        BASE.replace("\n", "\r\n") + 'launch = ["connect",\r\n "conect"]',
        '5:2: unknown action ("conect"); did you mean "connect"?',
    ),
]


def refusal_of(text: str) -> str:
    with pytest.raises(DesignError) as refused:
        read_design(text, "x.toml")
    return str(refused.value)


@pytest.mark.parametrize(("text", "said"), [*SHAPE, *SENSE, *ORDER])
def test_a_wrong_design_is_refused_with_place_and_mend(text: str, said: str) -> None:
    assert refusal_of(text) == f"x.toml:{said}"
