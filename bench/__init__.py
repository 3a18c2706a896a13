"""Measures the engines, beside Spin where it is installed: `python -m bench`, or `make bench`."""
