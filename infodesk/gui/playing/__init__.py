"""A person at the real window, played by the program itself: for its self-test and its demo."""
