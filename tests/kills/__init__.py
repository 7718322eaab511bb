"""Kill -9 of the sending process at every step, against a server that counts."""
