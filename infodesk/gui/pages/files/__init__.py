"""The files of people and meetings."""
