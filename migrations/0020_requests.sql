-- Commands from another terminal or window: the holder of the lease decides, its answer is the asker's answer.
CREATE TABLE request (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  run         TEXT NOT NULL REFERENCES run (id),
  asked_at    REAL NOT NULL,
  actor       TEXT NOT NULL,
  command     TEXT NOT NULL,
  answer      TEXT,
  answered_at REAL
) STRICT;
CREATE INDEX request_pending ON request (run, id) WHERE answered_at IS NULL;
