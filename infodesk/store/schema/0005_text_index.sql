-- Without the places of words in a text: with them, secure-delete in SQLite 3.53 leaves a wrong
-- index behind when a word's places fill more than a page (docs/decisions/0009). Nothing is looked
-- for that needs them.
DROP TABLE text_fts;
CREATE VIRTUAL TABLE text_fts USING fts5 (
    body, tokenize="unicode61 remove_diacritics 2", prefix='2 3', detail=column
);
INSERT INTO text_fts (text_fts, rank) VALUES ('secure-delete', 1);
INSERT OR IGNORE INTO stale_text SELECT 8 * id FROM note WHERE body <> '';
INSERT OR IGNORE INTO stale_text SELECT 8 * id + 1 FROM meeting_question;
INSERT OR IGNORE INTO stale_text SELECT 8 * id + 2 FROM touch WHERE text <> '';
INSERT OR IGNORE INTO stale_text SELECT 8 * id + 3 FROM meeting;
