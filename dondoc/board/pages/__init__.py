"""The pages of the board, one subject a module."""
