"""Every select, as functions that take a session and return rows."""
