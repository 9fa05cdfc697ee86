"""The window around the pages: rail, header, status line, palette, keyboard map, boxes."""
