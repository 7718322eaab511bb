"""Who must act and who helps: names of bodies and their roles."""
