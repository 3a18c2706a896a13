"""The other end of `outlive stress --adapter "cmd …"`, as an example: a door with a lamp, in plain Python.

It speaks outlive-stress/1 (docs/stress.md) and drives the network docs/examples/house.network.json.
"""

import json
import sys
from collections.abc import Callable


class House:
    """The implementation under test: it knows nothing of models."""

    def __init__(self) -> None:
        """The door is shut, the lamp is off."""
        self.open = False
        self.lit = False

    def come(self) -> None:
        """Somebody comes in, and presses the switch."""
        if self.open:
            raise RuntimeError("the door is open already")
        self.open, self.lit = True, not self.lit

    def leave(self) -> None:
        """Somebody leaves, and shuts the door."""
        if not self.open:
            raise RuntimeError("nobody is in")
        self.open = False


def steps(house: House) -> dict[str, Callable[[], None]]:
    """What each rule of the network is here."""
    return {"keeper comes": house.come, "guest leaves": house.leave}


def answer(house: House, message: dict[str, str]) -> dict[str, object]:
    """One answer for one message."""
    if message["do"] == "hello":
        return {"protocol": "outlive-stress/1"}
    if message["do"] == "observe":
        return {"machines": {"door": "open" if house.open else "closed", "light": "on" if house.lit else "off"}}
    step = steps(house).get(message["rule"])
    if step is None:
        return {"answer": "not-covered", "why": message["rule"]}
    try:
        step()
    except RuntimeError as error:
        return {"answer": "refused", "why": str(error)}
    return {"answer": "done"}


def main() -> None:
    """Answer line by line, until the input ends."""
    house = House()
    for line in sys.stdin:
        message = json.loads(line)
        if message["do"] == "start":
            house, told = House(), {"answer": "done"}
        else:
            told = answer(house, message)
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
