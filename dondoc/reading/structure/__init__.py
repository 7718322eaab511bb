"""Lines turned into an outline, and the parts of it that assign work."""
