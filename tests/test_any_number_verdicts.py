"""How far verdicts reach: what is proved holds at every number tried, and what breaks at a larger one is not proved."""

from functools import cache

import pytest

from explorer import Bounds, explore
from model.system import System, compose
from properties.any_number import judging
from properties.any_number.book import open_book
from properties.any_number.carrying import Crossing
from properties.any_number.covering import MODEL, at_numbers, crowd_of, evenly, numbers_of, sized
from properties.any_number.further import violation_with_more
from properties.any_number.judging import Answer, any_number
from properties.any_number.reach import reach
from properties.any_number.trace import abstract_run
from properties.catalogue import catalogue
from properties.judge import Verdict, judge_all
from tests.designs import OWN_DOWNLOAD, SHARE, SHEET, composed, composed_from_gallery

pytest.importorskip("oxidd")
pytest.importorskip("z3")

SMALL = (SHARE, "[app]\n", SHEET.replace("runs = 1", "runs = 2"))
LIMITED = "handler-called-when-session-is-gone"
"""The gallery names one run of its extension; with two and three some of its verdicts turn."""


def with_numbers(system: System, *numbers: int) -> System:
    return compose(at_numbers(system.design, numbers))


def judged(system: System, *property_ids: str) -> tuple[Verdict, ...]:
    declared = [each for each in catalogue(system) if not property_ids or each.id in property_ids]
    return judge_all(declared, explore(system.network))


def answer_of(system: System, *property_ids: str) -> Answer:
    return any_number(system, judged(system, *property_ids))


@cache
def small_answer() -> Answer:
    return answer_of(composed(*SMALL))


def reaching(answer: Answer) -> dict[str, str]:
    return {each.verdict.property.id: each.reaching for each in answer.scopes}


def proved(answer: Answer) -> list[str]:
    return [each.verdict.property.id for each in answer.scopes if "certificate" in each.why]


def test_the_safety_verdicts_of_a_small_design_hold_for_any_number() -> None:
    assert proved(small_answer()) == [
        "single-connector",
        "connected-process-gets-callbacks",
        "handler-exactly-once",
        "handler-keyed-by-identifier",
        "handler-stored-before-finish",
        "handler-not-called-too-early",
        "handler-on-main-thread",
        "extension-not-refused-when-idle",
        "extension-never-refused",
        "app-not-refused-in-its-wake",
        "shared-container-set",
        "every-completion-handled",
        "no-start-failed",
        "no-task-on-invalid-session",
        "no-identifier-reuse-before-invalid",
        "one-object-per-identifier",
        "no-transfer-cancelled-by-cleanup",
        "extension-starts-before-it-quits",
        "no-duplicate-transfer",
    ]


def test_claims_beyond_single_steps_are_left_at_their_bound() -> None:
    scopes = {each.verdict.property.id: each for each in small_answer().scopes}

    assert scopes["session-can-become-free"].reaching == "this bound only"
    assert scopes["session-can-become-free"].why == judging.LIVENESS


def test_what_is_read_off_the_design_holds_for_any_number() -> None:
    assert reaching(small_answer())["file-backed-uploads"] == "any number"


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_what_is_proved_for_any_number_holds_at_every_number_tried(size: int) -> None:
    system = with_numbers(composed(*SMALL), size, size)
    exploration = explore(system.network)

    verdicts = judge_all([each for each in catalogue(system) if each.id in proved(small_answer())], exploration)

    assert {each.property.id for each in verdicts if each.verdict not in ("holds", "vacuous")} == set()


def test_transfers_of_the_app_may_be_any_number_too() -> None:
    app = composed(OWN_DOWNLOAD)

    answer = answer_of(app, "one-object-per-identifier", "no-start-failed", "handler-keyed-by-identifier")

    assert set(reaching(answer).values()) == {"any number"}


def test_a_verdict_that_turns_with_the_third_run_is_not_proved_from_two() -> None:
    two = with_numbers(composed_from_gallery(LIMITED), 1, 2)
    three = with_numbers(composed_from_gallery(LIMITED), 1, 3)

    answer = answer_of(two, "no-start-failed")

    assert [each.verdict.verdict for each in answer.scopes] == ["holds"]
    assert reaching(answer) == {"no-start-failed": "this bound only"}
    assert [each.verdict for each in judged(three, "no-start-failed")] == ["violated"]


def test_what_cannot_be_composed_with_more_is_left_at_its_bound() -> None:
    per_run = SHARE.rstrip() + '\nidentifier-scope = "per-run"\n'
    two = composed(per_run, "[app]\n", SHEET, SHEET.replace('"sheet"', '"other"'))

    answer = answer_of(two, "one-object-per-identifier", "every-completion-handled")

    assert [each.reaching for each in answer.scopes if each.verdict.verdict == "holds"] == ["this bound only"] * 2
    assert "at most 8 can be explored together" in answer.scopes[0].why


def test_what_stands_in_the_way_of_a_proof_is_shown_as_a_run() -> None:
    design = composed_from_gallery(LIMITED).design
    crowd = crowd_of(sized(design, evenly(design, MODEL)), ["no-start-failed"])
    found = reach(crowd, open_book(crowd))
    broken = next(each for each in crowd.forbidden["no-start-failed"] if found.breaks(each) is not None)

    run = abstract_run(found, broken)

    assert run[-1].endswith("fails to start transfer of share-extension 1: it holds no session object")
    assert len(run) > 10


def test_a_violation_with_more_runs_is_found_where_there_is_one() -> None:
    one = composed_from_gallery(LIMITED)

    larger = violation_with_more(one, "no-identifier-reuse-before-invalid", 1, Bounds())

    assert larger is not None
    assert larger.numbers == (numbers_of(one.design)[0] + 1, 2)


def test_a_violation_stays_one_with_more_runs() -> None:
    assert reaching(small_answer())["completion-handler-always-called"] == "this number and more"


def test_a_violation_without_end_is_left_at_its_bound() -> None:
    assert reaching(small_answer())["every-transfer-eventually-handled"] == "this bound only"


def test_a_run_that_needs_the_last_run_over_is_not_taken_further() -> None:
    small = with_numbers(composed(*SMALL), 1, 1)
    last = next(each.name for each in small.network.rules if each.name.endswith("its last run over"))
    run = explore(small.network).run_by((last,), ({},), ({},))

    assert run is not None
    assert not Crossing(small, with_numbers(small, 1, 2)).carries(run, ())


def test_without_a_solver_verdicts_are_for_the_bound_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str) -> object:
        return None if name == "z3" else object()

    monkeypatch.setattr(judging, "find_spec", find)

    answer = answer_of(composed(*SMALL), "one-object-per-identifier")

    assert [(each.reaching, each.why) for each in answer.scopes] == [("this bound only", "z3 is not installed")]
    assert answer.certificate == ""
