"""Drives implementations beside the model: adapters, tests guided by the exact graph, coverage."""

from reports.stress.adapter import Adapter, Factory, Failed, Firing, NotCovered, Refused

__all__ = ["Adapter", "Factory", "Failed", "Firing", "NotCovered", "Refused"]
