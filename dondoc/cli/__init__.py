"""The command line: each command is a thin skin over one use case, in one transaction."""
