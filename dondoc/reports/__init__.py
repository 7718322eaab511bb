"""What the ward hands in: figures, official documents, and the sample plan."""
