-- When somebody saw that a job changed and wants to hear no more of it.
ALTER TABLE job_change ADD COLUMN dismissed_at TEXT;
