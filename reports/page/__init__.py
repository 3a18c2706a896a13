"""The interactive page: one self-contained file in which a reader walks through the verdicts on a design."""
