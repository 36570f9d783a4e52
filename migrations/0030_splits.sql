-- One row an attempt: a projection of the events that can be thrown away and built again.
-- runbook_id stands here too, so that "the last 50 of a step" is one walk over one index.
CREATE TABLE split (
  id          INTEGER PRIMARY KEY,
  run         TEXT NOT NULL REFERENCES run (id),
  runbook_id  TEXT NOT NULL,
  step        TEXT NOT NULL,
  phase       TEXT,
  lane        TEXT,
  branch      TEXT,
  attempt     INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  started_at  REAL NOT NULL,
  active_ms   REAL NOT NULL,
  wall_ms     REAL NOT NULL,
  planned_ms  REAL,
  volume      REAL,
  exit_code   INTEGER,
  answered    INTEGER NOT NULL DEFAULT 0,
  content_sha TEXT,
  seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX split_of_step ON split (runbook_id, step, started_at DESC);
CREATE INDEX split_of_run ON split (run, seq);
