"""Proves verdicts for any number of extension runs and transfers; `judging.py` is the way in.

Nothing is imported here: the program that checks certificates must stand alone.
"""
