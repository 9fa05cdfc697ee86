"""The Board: the pipeline as columns of cards."""
