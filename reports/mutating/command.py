"""`outlive mutate`: what no verdict on a design notices, and how sharp each of its properties is."""

from reports.forms.shield import shielded
from reports.forms.verdict_json import json_text
from reports.judging import KEPT, UNDECIDED
from reports.mutating.base import Asked, base_of
from reports.mutating.campaign import Campaign, Limits, run_campaign
from reports.mutating.document import campaign_to_json
from reports.mutating.writing import write_campaign
from reports.terminal.paper import paper_for_output
from reports.writing import emit, emit_bytes


def mutate_as_text(asked: Asked, limits: Limits) -> int:
    """Print the tables; the exit status: 3 if it was stopped before the last mutant, else 0.

    Raises what `base_of` raises.
    """
    campaign = run_campaign(asked, base_of(asked), limits)
    paper = paper_for_output()
    write_campaign(paper, campaign)
    emit(shielded(paper.taken()))
    return _status(campaign)


def mutate_as_json(asked: Asked, limits: Limits) -> int:
    """Print the same as one JSON document; the exit status. Raises what `base_of` raises."""
    campaign = run_campaign(asked, base_of(asked), limits)
    emit_bytes(json_text(campaign_to_json(campaign)))
    return _status(campaign)


def _status(campaign: Campaign) -> int:
    """Survivors do not move it: they are questions, and many have a good answer."""
    return UNDECIDED if campaign.stopped_by else KEPT
