"""Graphs: machines, worlds, foldings of worlds, runs, networks; as SVG, PNG, DOT, Mermaid."""
