"""How dondoc thinks and is operated."""
