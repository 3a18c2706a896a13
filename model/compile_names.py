"""Names that python-statemachine takes for itself, or reads as something else than a plain name."""

RESERVED = frozenset(
    {
        "add_event",
        "add_from_attributes",
        "add_inherited",
        "add_listener",
        "add_state",
        "allow_event_without_transition",
        "configuration",
        "configuration_values",
        "current_state_value",
        "events",
        "history_values",
        "initial_state",
        "model",
        "prepare",
        "send",
        "start_configuration_values",
        "state_field",
        "states",
        "states_map",
        "validate_disconnected_states",
        "validate_final_reachability",
        "validate_trap_states",
    }
)
"""As a state or as an event each of these breaks a machine of version 3.2.2, or is silently not what it says."""

PREFIXES = ("done_invoke_", "done_state_", "error_")
"""An event that begins so registers a second event, with dots."""


def fault_of_name(name: str) -> str | None:
    """What is wrong with this name for a state or an event, or None."""
    if name in RESERVED or name.startswith("_"):
        return "is a name that python-statemachine uses itself"
    if not name or any(sign in name for sign in ".* "):
        return "is read as a pattern, not as a name"
    return None


def fault_of_event(name: str) -> str | None:
    """What is wrong with this name for an event, or None."""
    special = next((prefix for prefix in PREFIXES if name.startswith(prefix)), None)
    if special:
        return f"begins with `{special}`, which declares a second event with dots"
    return fault_of_name(name)
