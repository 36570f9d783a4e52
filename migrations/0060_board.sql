-- What people said on a go/no-go board before a run: votes, evidence, accepted risks. Only ever added to; each entry is chained to the one before it.
CREATE TABLE board_entry (
  board  TEXT NOT NULL,
  seq    INTEGER NOT NULL CHECK (seq >= 1),
  at     REAL NOT NULL,
  actor  TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body   TEXT NOT NULL,
  prev   TEXT NOT NULL,
  hash   TEXT NOT NULL,
  PRIMARY KEY (board, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER board_entry_stays BEFORE UPDATE ON board_entry BEGIN SELECT RAISE(ABORT, 'a board is only added to'); END;
CREATE TRIGGER board_entry_kept BEFORE DELETE ON board_entry BEGIN SELECT RAISE(ABORT, 'a board is only added to'); END;
