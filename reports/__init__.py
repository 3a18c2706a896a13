"""What people see: the command, the terminal, pictures, and machine-readable verdicts."""
