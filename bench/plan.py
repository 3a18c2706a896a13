"""What a benchmark runs, and within which limits: the whole of it in 50 minutes, or a taste in one."""

from dataclasses import dataclass

from bench.subjects import DESIGNS, FAMILY, FAR, GROWTH, ORDERED, RING, Series


@dataclass(frozen=True, slots=True)
class Plan:
    """Series for the contest with Spin, to see how far we get, and for comparing engines; limits are seconds."""

    contests: tuple[Series, ...]
    reaches: tuple[Series, ...]
    growths: tuple[Series, ...]
    ours: float
    spins: float
    engines: float
    contests_over: float
    all_over: float
    rounds: int


WHOLE = Plan(
    contests=(DESIGNS, FAMILY, ORDERED, RING),
    reaches=(FAR,),
    growths=(GROWTH, DESIGNS),
    ours=600,
    spins=45,
    engines=20,
    contests_over=32 * 60,
    all_over=52 * 60,
    rounds=5,
)


def _first(series: Series, number: int) -> Series:
    return Series(series.name, series.says, series.subjects[:number])


QUICK = Plan(
    contests=(_first(FAMILY, 1), _first(DESIGNS, 1)),
    reaches=(_first(DESIGNS, 1),),
    growths=(_first(GROWTH, 3),),
    ours=60,
    spins=60,
    engines=20,
    contests_over=120,
    all_over=240,
    rounds=1,
)
