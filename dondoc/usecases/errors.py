"""What can stand in the way of a command, told in the words of the person who gave it."""


class NotFound(Exception):
    """There is no such ward, plan, assignment or link."""


class Conflict(Exception):
    """Someone else changed the same thing in the meantime; nothing was overwritten."""


class NotAllowed(Exception):
    """This person may not do this here; the message says who may."""
