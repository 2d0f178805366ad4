"""What the region runs: keeps, orders and hands out ciphertext; it cannot read what it carries."""
