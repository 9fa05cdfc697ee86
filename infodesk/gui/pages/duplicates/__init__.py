"""The review of people who may be in the vault twice."""
