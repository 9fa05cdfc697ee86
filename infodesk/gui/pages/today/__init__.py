"""The Today page: what I must do, whom to chase, and how the week went."""
