"""Pages of PDF and pictures, turned into lines by the places of their words."""
