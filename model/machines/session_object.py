"""The session object that one process has for one identifier, and its connection to the daemon."""

from statemachine import State, StateMachine


class SessionObject(StateMachine):
    """A process's URLSession for an identifier (§5 §6 §9 §12; S3 S5; N1 N3 N5; C5).

    `connected` and `invalidating` hold the daemon's one connection. `disconnected` and `halted` are what suspension
    makes of them. `invalidated`: gone, did-become-invalid has not come yet.
    """

    absent = State(initial=True)
    connected = State()
    disconnected = State()
    refused_in_use = State()
    refused_without_container = State()
    invalidating = State()
    halted = State()
    invalidated = State()

    connect = (
        absent.to(connected)
        | refused_in_use.to(connected)
        | refused_without_container.to(connected)
    )
    refuse = (
        absent.to(refused_in_use)
        | refused_in_use.to(refused_in_use)
        | refused_without_container.to(refused_in_use)
    )
    refuse_container = (
        absent.to(refused_without_container)
        | refused_in_use.to(refused_without_container)
        | refused_without_container.to(refused_without_container)
    )

    reconnect = disconnected.to(connected)
    refuse_reconnect = disconnected.to(refused_in_use)
    retry = refused_in_use.to(connected)
    resume_invalidating = halted.to(invalidating)
    give_up_invalidating = halted.to(invalidated)

    invalidate_connected = connected.to(invalidating)
    invalidate_disconnected = disconnected.to(halted)
    invalidate_refused = refused_in_use.to(invalidated)
    go = invalidating.to(invalidated)
    arrive_invalid = invalidated.to(absent)

    suspend = (
        absent.to(absent)
        | connected.to(disconnected)
        | disconnected.to(disconnected)
        | refused_in_use.to(refused_in_use)
        | refused_without_container.to(refused_without_container)
        | invalidating.to(halted)
        | halted.to(halted)
        | invalidated.to(invalidated)
    )
    suspend_retrying = (
        absent.to(absent)
        | connected.to(disconnected)
        | disconnected.to(disconnected)
        | refused_in_use.to(disconnected)
        | refused_without_container.to(refused_without_container)
        | invalidating.to(halted)
        | halted.to(halted)
        | invalidated.to(invalidated)
    )
    die = (
        absent.to(absent)
        | connected.to(absent)
        | disconnected.to(absent)
        | refused_in_use.to(absent)
        | refused_without_container.to(absent)
        | invalidating.to(absent)
        | halted.to(absent)
        | invalidated.to(absent)
    )
    die_of_invalid_use = (
        absent.to(absent)
        | invalidating.to(absent)
        | halted.to(absent)
        | invalidated.to(absent)
    )
