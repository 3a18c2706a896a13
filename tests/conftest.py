"""What all tests share: they see the same output wherever they run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(autouse=True, scope="session")
def outside_of_an_action() -> Iterator[None]:
    """In an action of GitHub the commands say more; tests that want it ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GITHUB_ACTIONS", raising=False)
        patch.delenv("GITHUB_WORKSPACE", raising=False)
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One headless Chromium for all tests of a module."""
    with chromium() as browser:
        yield browser
