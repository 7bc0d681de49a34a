/** A log that provably loses nothing: what gates hear of each other, and what stays after a purge. */
export const migration3: readonly string[] = [
  // Server time of the last change, whatever made it: gates ask for what changed since they asked.
  'ALTER TABLE entries ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0',
  'CREATE INDEX entries_changed ON entries (street_id, changed_at)',
  // The device's own signature over `have` and `head`: proof of the chain when its bytes are gone.
  'ALTER TABLE segments ADD COLUMN tail BLOB',
  'ALTER TABLE segments ADD COLUMN purged_at BIGINT',
  // What a purge took the bytes of: the chain goes on from there when a phone sends more.
  'ALTER TABLE segments ADD COLUMN purged_have BIGINT',
  'ALTER TABLE segments ADD COLUMN purged_head BLOB',
  // When a purge first met them moved out; back again, they have none.
  'ALTER TABLE residents ADD COLUMN gone_seen_at BIGINT',
  // Who made the rules, and when.
  'ALTER TABLE policies ADD COLUMN made_at BIGINT',
  "ALTER TABLE policies ADD COLUMN made_by TEXT NOT NULL DEFAULT ''",
  // street_id: what gates must know about people, households and vehicles beyond the roster. Days are texts 'YYYY-MM-DD'.
  `CREATE TABLE marks (
    street_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, roster_number BIGINT, household_id BIGINT,
    text TEXT, colour TEXT, isolated_until TEXT, void_until TEXT, denied BIGINT NOT NULL, document_ids TEXT NOT NULL,
    note TEXT NOT NULL, changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
  'CREATE INDEX marks_by_resident ON marks (street_id, roster_number)',
  'CREATE INDEX marks_by_household ON marks (street_id, household_id)',
  // street_id: the small team of each place.
  `CREATE TABLE contacts (
    street_id TEXT NOT NULL, id TEXT NOT NULL, place_id TEXT NOT NULL, name TEXT NOT NULL, duty TEXT NOT NULL,
    phone TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
  // gate_id: as the entry that they are about; they may come before it.
  `CREATE TABLE case_steps (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, target_segment_id TEXT NOT NULL,
    target_number BIGINT NOT NULL, at BIGINT NOT NULL, step TEXT NOT NULL, made_by TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX case_steps_by_target ON case_steps (gate_id, target_segment_id, target_number)',
  // gate_id: people who were counted, not registered.
  `CREATE TABLE head_counts (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, street_id TEXT NOT NULL, at BIGINT NOT NULL,
    direction TEXT NOT NULL, people BIGINT NOT NULL, undone BIGINT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX head_counts_by_time ON head_counts (street_id, at)',
  // gate_id: a person at the desk has looked at what the rules found afterwards.
  `CREATE TABLE reviews (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL,
    made_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number, kind))`,
  // Open fever cases are on every screen: found without going through the ledger.
  'ALTER TABLE entries ADD COLUMN open_case BIGINT NOT NULL DEFAULT 0',
  'CREATE INDEX entries_open_case ON entries (street_id, open_case, at)',
];
