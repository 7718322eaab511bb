"""Running, playing and checking the whole on one machine."""
