"""What is to be done: the duties of a clause, their kinds and their times."""
