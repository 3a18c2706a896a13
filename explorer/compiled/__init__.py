"""Lists worlds by a few hundred lines of C, where a compiler was there to build them: twenty times as fast."""
