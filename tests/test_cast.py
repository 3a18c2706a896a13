"""Designs that read well and still cannot be composed are refused with one line that tells the mend."""

import pytest

from model.design import DesignError
from model.design_reader import read_design
from model.system import compose

SESSIONS = "".join(f'[[session]]\nname = "s{number}"\n' for number in range(9))
PER_RUN = '[[session]]\nname = "share"\nidentifier-scope = "per-run"\n[[session]]\nname = "share-1"\n'
RUN = 'run = [{ do = "connect", session = "share" }]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            SESSIONS + "[app]\n",
            "x.toml:1:1: 9 session identifiers in one design; at most 8 can be explored together: one design for each "
            "few of its sessions",
        ),
        (
            '[[session]]\nname = "a-b"\n[[session]]\nname = "a_b"\n[app]\n',
            "x.toml: the session identifiers 'a-b' and 'a_b' cannot be told apart: rename one",
        ),
        (
            PER_RUN + f'[app]\n[[extension]]\nname = "sheet"\n{RUN}',
            "x.toml: the session identifiers 'share-1' and 'share-1' cannot be told apart: rename one",
        ),
        (
            '[[session]]\nname = "s"\n[app]\n[[extension]]\nname = "wake for s"\nrun = ["connect"]\n',
            "x.toml: two things would be called 'wake for s': rename the extension of that name",
        ),
    ],
)
def test_names_and_numbers_that_cannot_be_composed_are_refused(text: str, told: str) -> None:
    design = read_design(text, "x.toml")

    with pytest.raises(DesignError) as refused:
        compose(design)

    assert str(refused.value) == told
