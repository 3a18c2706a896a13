"""What all tests share: they see the same output wherever they run."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def outside_of_an_action() -> Iterator[None]:
    """In an action of GitHub the commands say more; tests that want it ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GITHUB_ACTIONS", raising=False)
        patch.delenv("GITHUB_WORKSPACE", raising=False)
        yield
