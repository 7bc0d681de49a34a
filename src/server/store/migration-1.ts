/**
 * Tables stand under the column by which a distributed database would split them; every unique key leads with it.
 * Lists are read by street: their indexes lead with it and end in the order of the pages.
 */
export const migration1: readonly string[] = [
  // name: a handful of rows that every node may hold.
  'CREATE TABLE server_state (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
  // token_hash: an invitation is only ever looked up by its token.
  `CREATE TABLE invitations (
    token_hash TEXT NOT NULL PRIMARY KEY, street_id TEXT NOT NULL, role TEXT NOT NULL, place_id TEXT NOT NULL,
    uses_left BIGINT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,
  // device_id: a push takes custody of one phone’s log.
  `CREATE TABLE devices (
    device_id TEXT NOT NULL PRIMARY KEY, street_id TEXT NOT NULL, role TEXT NOT NULL, place_id TEXT NOT NULL,
    name TEXT NOT NULL, locale TEXT NOT NULL, public_key BLOB NOT NULL, enrolled_at BIGINT NOT NULL,
    revoked_at BIGINT)`,
  `CREATE TABLE segments (
    device_id TEXT NOT NULL, segment_id TEXT NOT NULL, gate_id TEXT NOT NULL, shift_id TEXT NOT NULL,
    segment_order BIGINT NOT NULL, started_at BIGINT NOT NULL, previous_id TEXT NOT NULL, header BLOB NOT NULL,
    have BIGINT NOT NULL, head BLOB NOT NULL, received_at BIGINT NOT NULL, clock_skew_ms BIGINT NOT NULL,
    unreadable TEXT NOT NULL, quarantined_from BIGINT, forked BIGINT NOT NULL, PRIMARY KEY (device_id, segment_id))`,
  'CREATE INDEX segments_by_previous ON segments (device_id, previous_id)',
  `CREATE TABLE sealed_records (
    device_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, sealed BLOB NOT NULL,
    received_at BIGINT NOT NULL, PRIMARY KEY (device_id, segment_id, number)) WITHOUT ROWID`,
  `CREATE TABLE forked_records (
    device_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, digest TEXT NOT NULL,
    sealed BLOB NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (device_id, segment_id, number, digest))`,
  // gate_id: what a log means for the ledger belongs to its gate, wherever its later parts come from.
  `CREATE TABLE gates (
    gate_id TEXT NOT NULL PRIMARY KEY, street_id TEXT NOT NULL, compound_id TEXT NOT NULL,
    card_epoch BIGINT NOT NULL, card_tag TEXT NOT NULL)`,
  `CREATE TABLE shifts (
    gate_id TEXT NOT NULL, shift_id TEXT NOT NULL, device_id TEXT NOT NULL, started_at BIGINT, closed_at BIGINT,
    record_count BIGINT, note TEXT NOT NULL, PRIMARY KEY (gate_id, shift_id))`,
  `CREATE TABLE duties (
    gate_id TEXT NOT NULL, shift_id TEXT NOT NULL, segment_order BIGINT NOT NULL, segment_id TEXT NOT NULL,
    number BIGINT NOT NULL, on_duty TEXT NOT NULL,
    PRIMARY KEY (gate_id, shift_id, segment_order, segment_id, number))`,
  `CREATE TABLE entries (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, street_id TEXT NOT NULL,
    device_id TEXT NOT NULL, shift_id TEXT NOT NULL, segment_order BIGINT NOT NULL, at BIGINT NOT NULL,
    received_at BIGINT NOT NULL, late BIGINT NOT NULL, follows TEXT, original TEXT NOT NULL,
    direction TEXT NOT NULL, subject_kind TEXT NOT NULL, roster_number BIGINT, household_id BIGINT,
    pass_number BIGINT, visitor TEXT, visitor_search TEXT NOT NULL,
    identification TEXT NOT NULL, temperature_tenths BIGINT, site TEXT, mask BIGINT NOT NULL,
    verdict TEXT NOT NULL, outcome TEXT NOT NULL, reasons TEXT NOT NULL, state TEXT NOT NULL,
    note TEXT NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX entries_by_gate ON entries (street_id, gate_id, at, segment_id, number)',
  'CREATE INDEX entries_by_street ON entries (street_id, at, segment_id, number)',
  'CREATE INDEX entries_by_resident ON entries (street_id, roster_number, at, segment_id, number)',
  'CREATE INDEX entries_by_household ON entries (street_id, household_id, at, segment_id, number)',
  'CREATE INDEX entries_late ON entries (street_id, late, at)',
  `CREATE TABLE amendments (
    gate_id TEXT NOT NULL, segment_id TEXT NOT NULL, number BIGINT NOT NULL, target_segment_id TEXT NOT NULL,
    target_number BIGINT NOT NULL, segment_started_at BIGINT NOT NULL, segment_order BIGINT NOT NULL,
    change TEXT NOT NULL, PRIMARY KEY (gate_id, segment_id, number))`,
  'CREATE INDEX amendments_by_target ON amendments (gate_id, target_segment_id, target_number)',
  // street_id: people and rules; numbers are unique in their street.
  `CREATE TABLE places (
    street_id TEXT NOT NULL, id TEXT NOT NULL, parent_id TEXT, kind TEXT NOT NULL, name TEXT NOT NULL,
    path TEXT NOT NULL, PRIMARY KEY (street_id, id))`,
  `CREATE TABLE households (
    street_id TEXT NOT NULL, id BIGINT NOT NULL, compound_id TEXT NOT NULL, building TEXT NOT NULL,
    unit TEXT NOT NULL, room TEXT NOT NULL, label TEXT NOT NULL, colour TEXT NOT NULL, gone BIGINT NOT NULL,
    PRIMARY KEY (street_id, id))`,
  'CREATE INDEX households_by_label ON households (street_id, label)',
  `CREATE TABLE residents (
    street_id TEXT NOT NULL, roster_number BIGINT NOT NULL, compound_id TEXT NOT NULL, household_id BIGINT NOT NULL,
    name TEXT NOT NULL, initials TEXT NOT NULL, phone_tail TEXT NOT NULL, relation TEXT NOT NULL,
    gone BIGINT NOT NULL, PRIMARY KEY (street_id, roster_number))`,
  'CREATE INDEX residents_by_household ON residents (street_id, household_id)',
  'CREATE INDEX residents_by_compound ON residents (street_id, compound_id, roster_number)',
  `CREATE TABLE passes (
    street_id TEXT NOT NULL, pass_number BIGINT NOT NULL, roster_number BIGINT NOT NULL, valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL, revoked_at BIGINT, PRIMARY KEY (street_id, pass_number))`,
  'CREATE INDEX passes_by_resident ON passes (street_id, roster_number)',
  'CREATE INDEX passes_revoked ON passes (street_id, revoked_at)',
  `CREATE TABLE policies (
    street_id TEXT NOT NULL, version BIGINT NOT NULL, policy TEXT NOT NULL, PRIMARY KEY (street_id, version))`,
  `CREATE TABLE accesses (
    street_id TEXT NOT NULL, hour BIGINT NOT NULL, device_id TEXT NOT NULL, what TEXT NOT NULL,
    scope_id TEXT NOT NULL, at BIGINT NOT NULL, count BIGINT NOT NULL,
    PRIMARY KEY (street_id, hour, device_id, what, scope_id))`,
  // compound_id: whole roster files, fetched one at a time.
  `CREATE TABLE roster_generations (
    compound_id TEXT NOT NULL, generation BIGINT NOT NULL, built_at BIGINT NOT NULL, file BLOB NOT NULL,
    PRIMARY KEY (compound_id, generation))`,
];
