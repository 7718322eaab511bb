"""One verb, one module; each takes a session and never commits."""
