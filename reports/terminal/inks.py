"""The colours of the terminal: of middling brightness, so that each is read on a light and on a dark background.

They come from the 256 that every palette leaves alone; where a terminal has sixteen, the nearest of them is taken.
"""

RED = "color(196)"
GREEN = "color(28)"
TEAL = "color(30)"
AMBER = "color(166)"
PURPLE = "color(133)"
GREY = "color(244)"

INKS = (RED, GREEN, TEAL, AMBER, PURPLE, GREY)

BAD = f"bold {RED}"
OPEN = f"bold {AMBER}"
WARNING = AMBER
GOOD = GREEN
CITED = TEAL
ACTOR = PURPLE
ASIDE = GREY
"""What may be passed over; never `dim`, which some terminals draw as nothing."""
