"""The shortlist: whom to talk to first, target companies, and people met at events."""
