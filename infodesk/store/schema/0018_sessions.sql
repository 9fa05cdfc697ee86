-- One row for each time the vault was open and something was written: a vault without the row that
-- was written here last does not descend from what was closed here.
CREATE TABLE session (
    id    INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE
);
