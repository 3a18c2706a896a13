"""What must hold: the kinds of property, the catalogue, and the judging."""
