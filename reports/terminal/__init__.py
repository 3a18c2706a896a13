"""What is printed: paper, colours, screens, tables, progress."""
