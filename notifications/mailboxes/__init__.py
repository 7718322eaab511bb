"""The ways in: one module a kind of mailbox, each behind the same protocol."""
