"""Verdicts as files that other programs read: SARIF, JUnit, ITF, Markdown, GitHub commands, JSON."""
