"""Turns a document file into a structured reading; pure but for ``files``, which opens the file."""
