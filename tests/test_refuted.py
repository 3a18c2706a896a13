"""Designs on which the model was once wrong, found by reading its rules against the platform's facts."""

import pytest

from tests.designs import tried

SESSION = '[[session]]\nname = "share"\n'
ENDS = 'did-finish-events = ["finish-tasks-and-invalidate", "call-handler"]\n'
REST = f'did-complete = ["record-completion"]\n{ENDS}'
APP = f'[app]\nhandle-events = ["store-handler", "connect"]\n{REST}'
UPLOADS = 'run = ["connect", "start-upload", "complete-request"]\n'
SHEET = '[[extension]]\nname = "sheet"\nruns = 1\n'
SHARES = f'{SHEET}{UPLOADS}did-complete = ["record-completion"]\n'
DEAF = f'[app]\nhandle-events = ["store-handler"]\n{REST}'
LOSES = "[environment]\nlose-on-expiry = true\n"
EARLY = "[environment]\nwake-expiry = true\n"


@pytest.mark.parametrize(
    ("property_id", "verdict", "parts"),
    [
        pytest.param(
            "extension-starts-before-it-quits",
            "violated",
            (APP, SHEET, 'run = ["connect", "start-upload", "start-upload"]\n',
             'did-complete = ["record-completion", "complete-request"]\n'),
            id="a request completed in did-complete, with a start still to come",
        ),
        pytest.param(
            "extension-starts-before-it-quits",
            "holds",
            (APP, '[[extension]]\nname = "sheet"\n',
             'run = ["connect", { do = "request", protected = true, then = ["complete-request"] }, "start-upload"]\n'),
            id="a request completed after an answer, which comes after the start",
        ),
        pytest.param(
            "app-handles-extension-events", "violated", (DEAF, SHARES, LOSES),
            id="events that are lost are not handled by being lost",
        ),
        pytest.param(
            "events-in-foreground-handled", "violated", (DEAF, SHARES, LOSES),
            id="nor are they in front",
        ),
        pytest.param(
            "short-request-survives",
            "holds",
            ('[app]\nhandle-events = ["store-handler", "connect"]\ndid-complete = ["record-completion"]\n',
             'did-finish-events = [{ do = "request", protected = true }, ',
             '"finish-tasks-and-invalidate", "call-handler"]\n',
             SHARES, EARLY),
            id="a wake that runs out early does not suspend over an expiring activity",
        ),
        pytest.param(
            "every-completion-handled",
            "holds",
            (APP, SHEET, UPLOADS, 'did-complete = [{ do = "request" }, "record-completion"]\n'),
            id="a callback cut short acknowledges nothing, and is told again",
        ),
        pytest.param(
            "every-completion-handled",
            "violated",
            ('[app]\nhandle-events = ["store-handler", "connect"]\ndid-complete = ["exit", "record-completion"]\n',
             ENDS, SHEET, UPLOADS, 'did-complete = ["exit", "record-completion"]\n'),
            id="code that exits before it records does not record",
        ),
        pytest.param(
            "callbacks-wake-the-app", "holds", (APP, SHARES, EARLY),
            id="a wake that ran out in the middle of handle-events is followed by another",
        ),
        pytest.param(
            "every-transfer-eventually-handled",
            "holds",
            ('[app]\nforeground = [{ do = "request", protected = true, then = ["connect", "start-upload"] }]\n',
             'handle-events = ["store-handler", "connect"]\n', REST),
            id="a request sent again while the first is out blocks nobody",
        ),
        pytest.param(
            "invalidation-terminates",
            "holds",
            ('delegate = false\n[app]\nlaunch = ["connect", "finish-tasks-and-invalidate"]\n',),
            id="without a delegate an invalidated object goes all the same",
        ),
        pytest.param(
            "handler-exactly-once",
            "holds",
            (f'[app]\nhandle-events = ["store-handler", "store-handler", "connect"]\n{REST}', SHARES),
            id="a handler stored twice is not called twice",
        ),
        pytest.param(
            "handler-exactly-once",
            "violated",
            (f'[app]\nhandle-events = ["call-handler", "call-handler", "connect"]\n{REST}', SHARES),
            id="one called twice as it came is",
        ),
        pytest.param(
            "one-object-per-identifier",
            "violated",
            (APP, '[[extension]]\nname = "sheet"\nrun = [{ do = "connect", always = true }, "start-upload", ',
             '"complete-request"]\n[environment]\nrefusal = "retries"\n'),
            id="an object that was refused and tries again is a live object",
        ),
    ],
)  # fmt: skip
def test_a_verdict_that_was_wrong_once(property_id: str, verdict: str, parts: tuple[str, ...]) -> None:
    assert tried(SESSION, *parts).verdict(property_id) == verdict


def test_an_extension_suspended_with_a_callback_in_line_can_be_opened_again() -> None:
    runs = '[[extension]]\nname = "sheet"\ndelegate-queue = "main"\n'
    design = tried(SESSION, APP, runs, UPLOADS, 'did-complete = ["record-completion"]\n')

    behind = design.rules("the user opens sheet, run 2, behind did-complete of transfer of sheet 1")

    assert behind
    assert design.exploration.enabled_somewhere(tuple(behind))


def test_did_become_invalid_waits_for_the_callback_that_its_queue_runs() -> None:
    connects = 'did-finish-events = ["finish-tasks-and-invalidate", "connect", "call-handler"]\n'
    app = '[app]\nhandle-events = ["store-handler", "connect"]\ndid-complete = ["record-completion"]\n'
    design = tried(SESSION, app, connects, SHARES)

    fresh = design.rules("app, did-finish-events for share, step 2: connects to share")

    assert not design.exploration.enabled_somewhere(tuple(fresh))
