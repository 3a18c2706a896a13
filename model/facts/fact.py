"""One statement about the platform as a value: what it says, how sure it is, and who says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence about the platform.

    `confidence` joins with "+" the grades that support it: "DTS" (a post by Apple's technical support), "DOC" (Apple's
    documentation or a header's comment), "OBS" (what developers reported), "observed" (seen, with no contract behind).
    """

    id: str
    says: str
    confidence: str
    source: str
