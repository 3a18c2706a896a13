"""Teeth: what happens to the verdicts when the network, or the design, is a little wrong on purpose."""
