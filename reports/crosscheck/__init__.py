"""Other people's model checkers are asked the same questions, and their answers laid beside ours."""
