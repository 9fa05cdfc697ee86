"""Keys: key slots, derivation, the recovery code and wiping."""
