-- What each run walked, for coverage: a projection of its events that can be thrown away and built again. `version`: of the code that made it.
CREATE TABLE walk (
  run     TEXT PRIMARY KEY REFERENCES run (id),
  version INTEGER NOT NULL,
  facts   TEXT NOT NULL
) STRICT;

-- What of a runbook's bytes decides whether a walk still counts, once for all runs of these bytes.
CREATE TABLE runbook_facts (
  sha256  TEXT PRIMARY KEY REFERENCES runbook (sha256),
  version INTEGER NOT NULL,
  facts   TEXT NOT NULL
) STRICT;
