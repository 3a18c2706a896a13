"""Certificates of verdicts: written from the list of worlds, and checked by a program of its own, `certify`."""
