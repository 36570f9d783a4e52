-- What every run is made of: the runbook's bytes, the run, its events, and who may write them.
CREATE TABLE runbook (
  sha256 TEXT PRIMARY KEY,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE run (
  id          TEXT PRIMARY KEY,
  runbook_id  TEXT NOT NULL,
  sha256      TEXT NOT NULL REFERENCES runbook (sha256),
  mode        TEXT NOT NULL,
  environment TEXT NOT NULL,
  started_at  REAL NOT NULL,
  ended_at    REAL,
  active_ms   REAL,
  wall_ms     REAL,
  outcome     TEXT,
  stopped     INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
  excluded    INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)),
  -- Raised whenever the right to write changes hands; a writer with an older one is refused.
  epoch       INTEGER NOT NULL DEFAULT 1,
  last_seq    INTEGER NOT NULL DEFAULT 0,
  head        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX run_of_runbook ON run (runbook_id, started_at DESC);
CREATE INDEX run_open ON run (started_at DESC) WHERE ended_at IS NULL;

CREATE TABLE event (
  run     TEXT NOT NULL REFERENCES run (id),
  seq     INTEGER NOT NULL CHECK (seq >= 1),
  at      REAL NOT NULL,
  mono    REAL NOT NULL,
  session TEXT NOT NULL,
  actor   TEXT NOT NULL,
  -- Computed, so that it can never say something else than the hashed body.
  type    TEXT GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  body    TEXT NOT NULL,
  prev    TEXT NOT NULL,
  hash    TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
  run         TEXT PRIMARY KEY REFERENCES run (id),
  session     TEXT NOT NULL,
  pid         INTEGER NOT NULL,
  pid_started TEXT NOT NULL,
  host        TEXT NOT NULL,
  beat_at     REAL NOT NULL,
  epoch       INTEGER NOT NULL
) STRICT;
