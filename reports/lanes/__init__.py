"""Who takes part in a run, and what each rule is between them: what sequence diagrams are drawn from."""
