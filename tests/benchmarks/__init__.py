"""How fast dondoc is and how much memory it takes, each as a ratio to something that it needs anyway."""
