-- What I found out is found by its words: number 5 among the texts of search.
CREATE TRIGGER research_fact_stale_insert AFTER INSERT ON research_fact
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 5); END;
CREATE TRIGGER research_fact_stale_update AFTER UPDATE OF text, source ON research_fact
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 5); END;
CREATE TRIGGER research_fact_stale_delete AFTER DELETE ON research_fact
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 5); END;
INSERT OR IGNORE INTO stale_text SELECT 8 * id + 5 FROM research_fact;
