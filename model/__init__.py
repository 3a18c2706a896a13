"""What can happen: declared machines, the rules that tie them, and the network they make."""
