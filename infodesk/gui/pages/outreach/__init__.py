"""The Outreach place: composing texts, the batch session, drafts, replies, templates."""
