"""The properties of a case as SARIF rules: the sentence, what it rests on, how grave it is to break it."""

from properties.kinds import Property
from reports.forms.sarif_parts import message
from reports.forms.verdict_json import Json
from reports.inputs import Case


def rules_of(case: Case) -> list[Json]:
    """A rule for each property, in their order."""
    return [_rule(case, declared) for declared in case.properties]


def _rule(case: Case, declared: Property) -> Json:
    return {
        "id": declared.id,
        "shortDescription": message(declared.says),
        "fullDescription": message(f"{declared.says} {_counts(declared)}"),
        "help": message("\n".join([declared.says, *_grounds(case, declared)])),
        "defaultConfiguration": {"level": "note" if declared.strict else "error"},
        "properties": {"kind": declared.kind, "cites": list(declared.cites)},
    }


def _counts(declared: Property) -> str:
    how = "Strict: shown where it is broken, but it does not count" if declared.strict else "It counts"
    return f"{how}. Kind: {declared.kind}."


def _grounds(case: Case, declared: Property) -> list[str]:
    """What it rests on: each id with its sentence; a bare network cites what it likes."""
    if not declared.cites:
        return []
    if case.system is None:
        return [f"It rests on {', '.join(declared.cites)}."]
    from model.cites import describe

    return ["It rests on:", *(f"{cite}: {describe(cite)}" for cite in declared.cites)]
