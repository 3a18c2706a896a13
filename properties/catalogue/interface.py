"""Restrictions of the interface, read off the design without exploring it."""

from model.design import Action
from model.rules.cast import every_action
from model.rules.names import programs
from properties.catalogue.speech import Speech
from properties.kinds import Property, Static


def _actions(speech: Speech) -> list[Action]:
    """Every action of the design."""
    return [action for program in programs(speech.cast) for _, action in every_action(program)]


def file_backed_uploads(speech: Speech) -> Property:
    """Background uploads come from files (C12)."""
    wrong = [action for action in _actions(speech) if action.do == "start-upload" and action.body != "file"]
    faults = (f"line {action.place.line}: {action.do} with body = {action.body!r}" for action in wrong)
    found = Static(tuple(faults), tuple(action.place for action in wrong))
    says = "Every background upload is made from a file."
    return Property("file-backed-uploads", "static", says, ("C12",), (found,))


def no_data_tasks(speech: Speech) -> Property:
    """Data tasks do not run in the background (C13)."""
    wrong = [action for action in _actions(speech) if action.do == "start-data"]
    faults = (f"line {action.place.line}: {action.do}" for action in wrong)
    found = Static(tuple(faults), tuple(action.place for action in wrong))
    says = "No background session is given a data task."
    return Property("no-data-tasks", "static", says, ("C13",), (found,))


def delegate_set(speech: Speech) -> Property:
    """A background session works through its delegate alone (C3)."""
    wrong = [session for session in speech.system.design.sessions if not session.delegate]
    faults = (f"session {session.name!r} has no delegate" for session in wrong)
    found = Static(tuple(faults), tuple(session.place for session in wrong))
    return Property("delegate-set", "static", "Every background session has a delegate.", ("C3",), (found,))
