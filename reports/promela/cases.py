"""Fair runs by cases: of some strongly fair rules a tail either never enables any, or takes one again and again.

What was enabled in a tail need not be remembered then, and the model stays small; but somebody must go through the
cases. The environment's CASES holds rows with a letter for each rule, by its place from 1 (the letter of place 0 means
nothing), `x` for those of the row: first the rules that a tail never enables, then sets of which it takes one again and
again. Played again, a run says what each of its worlds enables and its steps take.
"""

from collections.abc import Collection, Iterator, Sequence

from reports.promela.fairness import Fairness, Tails, any_enabled

ALL_TURNS = 10_000
"""More than there are sets and weakly fair rules."""


def cases_text(fairness: Fairness, never: Collection[int], again: Sequence[Collection[int]]) -> str:
    """What CASES is to hold."""
    rows = (never, *again)
    return "".join("x" if place in row else "-" for row in rows for place in range(_width(fairness)))


def _declared(fairness: Fairness) -> Iterator[str]:
    row = f"(now.turn - {len(fairness.weak)} + 1) * {_width(fairness)}"
    yield f"#define ALL_TURNS {ALL_TURNS}"
    yield "c_decl { extern char *getenv(const char *); static const char *cases; }"
    yield f"#define sets ({len(fairness.weak)} <= turn && turn < ALL_TURNS)"
    yield f"#define no_more_sets c_expr {{ !cases[{row}] }}"
    yield f"#define taken_of_set c_expr {{ cases[{row}] && cases[{row} + now.taken] == 'x' }}"
    never = "".join(f" || (c_expr {{ cases[{place}] == 'x' }} && enabled_{place})" for place in fairness.strong)
    yield f"#define lost ({any_enabled(fairness.passing)}{never})"


def _begun(_: Fairness) -> Iterator[str]:
    yield 'tail == 0 -> c_code { if (!cases) cases = getenv("CASES"); };'
    yield "if :: lost -> tail = 2 :: else -> tail = 1 fi"


def _followed(fairness: Fairness) -> Iterator[str]:
    for number, place in enumerate(fairness.weak):
        yield f"turn = turn + (turn == {number} && (!enabled_{place} || taken == {place}));"
    yield "do :: sets && no_more_sets -> turn = ALL_TURNS :: sets && taken_of_set -> turn++ :: else -> break od;"
    yield 'if :: c_expr { readtrail } -> printf("took %d of", taken);'
    yield from (f'\tif :: enabled_{place} -> printf(" {place}") :: else fi;' for place in fairness.strong)
    yield '\tprintf("\\n") :: else fi;'


def _width(fairness: Fairness) -> int:
    return max(fairness.all, default=0) + 1


BY_CASES = Tails(_declared, _begun, _followed)
