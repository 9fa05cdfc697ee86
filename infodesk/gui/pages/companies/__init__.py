"""Companies: who works there, what I know of them, and which of them are one."""
