"""What is known about a good short request: reading a text, checking, fitting and filling it."""
