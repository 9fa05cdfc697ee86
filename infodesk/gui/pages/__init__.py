"""The pages: one area of work each."""
