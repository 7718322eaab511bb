"""Pure decisions: facts and a given moment in, decisions out."""
