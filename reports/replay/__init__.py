"""Runs done again: on tables and engines, as a written test, as steps on a device."""
