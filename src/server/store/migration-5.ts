/** Places know since when they are there; visitors are found by their words without looking each of them up. */
export const migration5: readonly string[] = [
  // Epoch ms of the server's clock. Null: from before this was kept; it was always there.
  'ALTER TABLE places ADD COLUMN made_at BIGINT',
  // Changes that a server of an earlier version wrote beside one that knows their shift; of paper it is the sheet.
  `UPDATE amendments SET shift_id = s.shift_id FROM segments s
    WHERE amendments.shift_id = '' AND s.segment_id = amendments.segment_id AND s.gate_id = amendments.gate_id`,
  "UPDATE amendments SET shift_id = segment_id WHERE shift_id = ''",
  // One entry in twelve is a visitor's. PostgreSQL's indexes take no row of more than 2,700 bytes: who said more is looked up.
  `CREATE INDEX entries_of_visitors ON entries (street_id, at, segment_id, number, late, visitor_search)
    WHERE subject_kind = 'visitor' AND LENGTH(visitor_search) <= 600`,
  `CREATE INDEX entries_of_long_visitors ON entries (street_id, at)
    WHERE subject_kind = 'visitor' AND LENGTH(visitor_search) > 600`,
];
