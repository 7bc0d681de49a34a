/** The desk's day: who should stand where, what was stated of each day, what gates must have and know. */
export const migration4: readonly string[] = [
  // Null: from before this was kept; the shift's start stands for it.
  'ALTER TABLE duties ADD COLUMN at BIGINT',
  // What the phone had not sent when it last asked; null: it did not say.
  'ALTER TABLE devices ADD COLUMN unsent BIGINT',
  // Whether all of a shift is here is asked with every report.
  'CREATE INDEX segments_of_shift ON segments (device_id, shift_id)',
  // street_id: what a person stated of a place's day. From a phone the id is its record's "segment/number".
  `CREATE TABLE statements (
    street_id TEXT NOT NULL, id TEXT NOT NULL, place_id TEXT NOT NULL, day TEXT NOT NULL, at BIGINT NOT NULL,
    received_at BIGINT NOT NULL, device_id TEXT NOT NULL, is_desk BIGINT NOT NULL, is_zero BIGINT NOT NULL,
    figures TEXT NOT NULL, made_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
  'CREATE INDEX statements_by_day ON statements (street_id, day, place_id)',
  // gate_id: records of the gate's log, as head counts are.
  `CREATE TABLE handovers_accepted (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, shift_id TEXT NOT NULL,
    at BIGINT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX handovers_accepted_by_shift ON handovers_accepted (gate_id, shift_id)',
  `CREATE TABLE standards_answers (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, street_id TEXT NOT NULL,
    shift_id TEXT NOT NULL, at BIGINT NOT NULL, version BIGINT NOT NULL, missing TEXT NOT NULL,
    made_by TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX standards_answers_at_gate ON standards_answers (gate_id, at)',
  `CREATE TABLE quiz_answers (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, street_id TEXT NOT NULL,
    at BIGINT NOT NULL, version BIGINT NOT NULL, asked BIGINT NOT NULL, correct BIGINT NOT NULL,
    made_by TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX quiz_answers_by_time ON quiz_answers (street_id, at)',
  // street_id: who may stand at gates, and who should when. Times are epoch ms.
  `CREATE TABLE volunteers (
    street_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT NULL, unit TEXT NOT NULL,
    gone BIGINT NOT NULL, changed_at BIGINT NOT NULL, PRIMARY KEY (street_id, id))`,
  'CREATE INDEX volunteers_by_name ON volunteers (street_id, name)',
  `CREATE TABLE turns (
    street_id TEXT NOT NULL, id TEXT NOT NULL, gate_id TEXT NOT NULL, volunteer_id TEXT NOT NULL,
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, instead_of TEXT, changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
  'CREATE INDEX turns_by_start ON turns (street_id, starts_at)',
  'CREATE INDEX turns_of_volunteer ON turns (street_id, volunteer_id, starts_at)',
  // street_id: what the street has set for itself, as JSON, with a version: the report's form, the standards, the handbook.
  `CREATE TABLE street_settings (
    street_id TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL, value TEXT NOT NULL,
    changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL, PRIMARY KEY (street_id, name))`,
  // street_id: the picture under the gates, and where they stand on it, in thousandths.
  `CREATE TABLE maps (
    street_id TEXT NOT NULL PRIMARY KEY, picture BLOB NOT NULL, media_type TEXT NOT NULL, width BIGINT NOT NULL,
    height BIGINT NOT NULL, changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL)`,
  `CREATE TABLE gate_positions (
    street_id TEXT NOT NULL, gate_id TEXT NOT NULL, x BIGINT NOT NULL, y BIGINT NOT NULL,
    PRIMARY KEY (street_id, gate_id))`,
  // Who waits at gates is on every desk: found without going through the ledger.
  `CREATE INDEX entries_waiting ON entries (street_id, gate_id)
    WHERE outcome IN ('parked', 'held') AND state IN ('standing', 'corrected')`,
  // How many there are of a week, and whose they are, is told without looking each of them up.
  'DROP INDEX entries_by_street',
  'CREATE INDEX entries_by_street ON entries (street_id, at, segment_id, number, late, roster_number)',
];
