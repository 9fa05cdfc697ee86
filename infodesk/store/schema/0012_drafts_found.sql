-- Drafts are found by their words: 8 * the outreach's id + 4 in `stale_text` and `text_fts`.
CREATE TRIGGER outreach_stale_insert AFTER INSERT ON outreach
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 4); END;
CREATE TRIGGER outreach_stale_update
AFTER UPDATE OF subject, text, note, message, inmail, state ON outreach
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 4); END;
CREATE TRIGGER outreach_stale_delete AFTER DELETE ON outreach
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 4); END;
INSERT OR IGNORE INTO stale_text SELECT 8 * id + 4 FROM outreach;
