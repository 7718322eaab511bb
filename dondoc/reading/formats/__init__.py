"""Files of text processors and plain text, opened and turned into lines."""
