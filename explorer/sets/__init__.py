"""Explores by sets of worlds: one small algebra of sets, several ways to hold a set, and every question once."""
