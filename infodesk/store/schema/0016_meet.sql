-- When a meeting really began, for the clock beside its notes (UTC).
ALTER TABLE meeting ADD COLUMN began_at TEXT;
