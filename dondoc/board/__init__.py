"""The web pages for the interior officer, the leaders and the units."""
