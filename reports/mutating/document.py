"""What became of mutants as JSON."""

from reports.forms.verdict_json import Json
from reports.mutating.campaign import Campaign
from reports.mutating.judging import Judged
from reports.mutating.wording import kind_of, words_of

FORMAT = "outlive-mutants/1"


def campaign_to_json(campaign: Campaign) -> Json:
    """Counts, the score of each property, every mutant with its fate, and what says or does nothing."""
    base = campaign.base
    return {
        "format": FORMAT,
        "design": base.case.name,
        "profile": base.case.profile,
        "covered": {"states": len(base.listing.worlds), "steps": len(base.listing.targets)},
        "mutants": counts(campaign),
        **({"stopped_by": campaign.stopped_by} if campaign.stopped_by else {}),
        "properties": [
            {"property": name, "verdict": score.verdict, "kills": score.kills, "alone": score.alone}
            for name, score in campaign.scores.items()
        ],
        "judged": [_judged_to_json(campaign, each) for each in campaign.judged],
        "vacuous": list(campaign.vacuous),
        "never_enabled": list(campaign.dead),
    }


def counts(campaign: Campaign) -> dict[str, int]:
    """How many mutants met which fate; together they are all that were made."""
    return {
        "made": campaign.plan.made,
        "cannot be told apart": campaign.alike,
        "killed": len(campaign.of_fate("killed")),
        "survived": len(campaign.of_fate("survived")),
        "too large to judge": len(campaign.of_fate("too large")),
        "refused as designs": len(campaign.of_fate("no design")),
        "left out by --most": campaign.plan.left_out,
        "left out when stopped": len(campaign.plan.chosen) - len(campaign.judged),
    }


def _judged_to_json(campaign: Campaign, each: Judged) -> Json:
    said: Json = {"kind": kind_of(each.change), "when": words_of(campaign.base, each.change), "fate": each.fate}
    return {**said, "changed": dict(each.changed)} if each.changed else said
