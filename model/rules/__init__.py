"""The rules of the platform: which machines move together, when, and by what statement."""
