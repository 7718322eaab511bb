"""The ways out: one module a channel, each behind the same protocol."""
