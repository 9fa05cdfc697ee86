"""My profile: who I am, where I worked and learned, what I can."""
