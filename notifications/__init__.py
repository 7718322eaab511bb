"""What dondoc says, and the ways it leaves the house."""
