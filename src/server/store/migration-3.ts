/** A log that provably loses nothing: what gates hear of each other, and what stays after a purge. */
export const migration3: readonly string[] = [
  // Server time of the last change, whatever made it: gates ask for what changed since they asked.
  'ALTER TABLE entries ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0',
  'CREATE INDEX entries_changed ON entries (street_id, changed_at)',
  // Those whose people are yet to be known: an import looks at no others, and so gets in no push's way.
  "CREATE INDEX entries_unnamed ON entries (street_id) WHERE household_id IS NULL AND subject_kind <> 'visitor'",
  // The device's own signature over `have` and `head`: proof of the chain when its bytes are gone.
  'ALTER TABLE segments ADD COLUMN tail BLOB',
  'ALTER TABLE segments ADD COLUMN purged_at BIGINT',
  // device_id: up to where a purge took a segment's bytes, and its head there: the chain goes on from it when a phone sends more.
  `CREATE TABLE purged_segments (
    device_id TEXT NOT NULL, segment_id TEXT NOT NULL, have BIGINT NOT NULL, head BLOB NOT NULL,
    PRIMARY KEY (device_id, segment_id))`,
  // street_id: when a purge first met somebody moved out; who is back is not among them.
  `CREATE TABLE gone_people (
    street_id TEXT NOT NULL, roster_number BIGINT NOT NULL, seen_at BIGINT NOT NULL,
    PRIMARY KEY (street_id, roster_number))`,
  // Who made the rules, and when.
  'ALTER TABLE policies ADD COLUMN made_at BIGINT',
  "ALTER TABLE policies ADD COLUMN made_by TEXT NOT NULL DEFAULT ''",
  // street_id: what gates must know about people, households and vehicles beyond the roster. Days are texts 'YYYY-MM-DD'.
  `CREATE TABLE marks (
    street_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, roster_number BIGINT, household_id BIGINT,
    text TEXT, colour TEXT, isolated_until TEXT, void_until TEXT, denied BIGINT NOT NULL, document_ids TEXT NOT NULL,
    note TEXT NOT NULL, changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL, changed_within TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
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
  'CREATE INDEX entries_open_case ON entries (street_id, at) WHERE open_case = 1',
  // Those that are open while the server is brought up to this version.
  `UPDATE entries SET open_case = 1 WHERE state IN ('standing', 'corrected') AND outcome IN ('parked', 'held')
    AND (reasons LIKE '%fever-first%' OR reasons LIKE '%fever-again%')`,
  // Who decided, of those on duty.
  "ALTER TABLE entries ADD COLUMN decided_by TEXT NOT NULL DEFAULT ''",
  // street_id: words of the street, or of a part of it, for all gates of a place; with a version: of the rules.
  `CREATE TABLE notices (
    street_id TEXT NOT NULL, id TEXT NOT NULL, place_id TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    made_at BIGINT NOT NULL, made_by TEXT NOT NULL, expires_at BIGINT, withdrawn_at BIGINT, policy_version BIGINT,
    effective_from BIGINT, PRIMARY KEY (street_id, id))`,
  'CREATE INDEX notices_by_time ON notices (street_id, made_at)',
  // gate_id: a record of the gate's log, like head counts. Who read which notice, on which phone.
  `CREATE TABLE notice_reads (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, street_id TEXT NOT NULL,
    notice_id TEXT NOT NULL, device_id TEXT NOT NULL, at BIGINT NOT NULL, made_by TEXT NOT NULL,
    PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX notice_reads_by_notice ON notice_reads (street_id, notice_id)',
  'CREATE INDEX notice_reads_at_gate ON notice_reads (gate_id, notice_id)',
  // Nobody asks for them by that.
  'DROP INDEX entries_late',
  // street_id: where people lived before. A person's entries are found by the household that they then belonged to:
  // an index of people would touch one page for every entry, as that of households does.
  `CREATE TABLE former_households (
    street_id TEXT NOT NULL, roster_number BIGINT NOT NULL, household_id BIGINT NOT NULL,
    PRIMARY KEY (street_id, roster_number, household_id))`,
  `INSERT INTO former_households (street_id, roster_number, household_id)
    SELECT DISTINCT e.street_id, e.roster_number, e.household_id FROM entries e
    JOIN residents r ON r.street_id = e.street_id AND r.roster_number = e.roster_number
    WHERE e.household_id <> r.household_id`,
  'DROP INDEX entries_by_resident',
  // Within a shift changes count in the order of its segments, whatever the phone's clock said.
  "ALTER TABLE amendments ADD COLUMN shift_id TEXT NOT NULL DEFAULT ''",
  `UPDATE amendments SET shift_id = s.shift_id FROM segments s
    WHERE s.segment_id = amendments.segment_id AND s.gate_id = amendments.gate_id`,
  // Of paper: the sheet stands for segment and shift.
  "UPDATE amendments SET shift_id = segment_id WHERE shift_id = ''",
  // How far the segment before went when this one began: what is missing of it is lost. Null: it came before this was kept.
  'ALTER TABLE segments ADD COLUMN previous_number BIGINT',
];
