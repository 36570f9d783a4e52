-- What the user approved. The MAC is made and checked elsewhere; a row alone proves nothing.
CREATE TABLE trust (
  path         TEXT PRIMARY KEY,
  trust_sha256 TEXT NOT NULL,
  mac          TEXT NOT NULL,
  approved_at  REAL NOT NULL,
  "by"         TEXT NOT NULL
) STRICT;
