"""What dondoc knows: tables, and every question asked of them."""
