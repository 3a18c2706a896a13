"""A second opinion on every verdict: slow, plain, and sharing no code with the explorer."""
