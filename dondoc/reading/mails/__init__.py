"""Incoming mails: bytes from anyone at all → what they say, without ever failing."""
