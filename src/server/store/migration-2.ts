/** What a street needs to be set up: places that end, phones that wait, rosters that come from files, paper. */
export const migration2: readonly string[] = [
  'ALTER TABLE places ADD COLUMN closed_at BIGINT',
  'ALTER TABLE places ADD COLUMN merged_into TEXT',
  "ALTER TABLE invitations ADD COLUMN kind TEXT NOT NULL DEFAULT 'single'",
  // Null: waits until the desk has compared the four digits.
  'ALTER TABLE devices ADD COLUMN check_code TEXT',
  // The invitation that gets its use back when the desk refuses the phone.
  'ALTER TABLE devices ADD COLUMN token_hash TEXT',
  'ALTER TABLE devices ADD COLUMN last_seen_at BIGINT',
  'ALTER TABLE devices ADD COLUMN clock_skew_ms BIGINT',
  "ALTER TABLE devices ADD COLUMN app_version TEXT NOT NULL DEFAULT ''",
  // device_id: a signature is only ever compared with others of its device.
  `CREATE TABLE spent_signatures (
    device_id TEXT NOT NULL, signature TEXT NOT NULL, expires_at BIGINT NOT NULL,
    PRIMARY KEY (device_id, signature))`,
  // device_id: what each phone was ever told of: it is told as well when a gate is its no more, and its log from there counts.
  `CREATE TABLE told_gates (
    device_id TEXT NOT NULL, gate_id TEXT NOT NULL, PRIMARY KEY (device_id, gate_id))`,
  'CREATE INDEX spent_signatures_expired ON spent_signatures (expires_at)',
  "ALTER TABLE residents ADD COLUMN id_number TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE residents ADD COLUMN phone TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE residents ADD COLUMN moved_in_on TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE residents ADD COLUMN remark TEXT NOT NULL DEFAULT ''",
  'CREATE INDEX households_by_compound ON households (street_id, compound_id, id)',
  'CREATE INDEX residents_by_id_number ON residents (street_id, id_number)',
  // A pass is a resident's or a whole household's: exactly one of the two is there.
  'ALTER TABLE passes RENAME TO passes_of_residents',
  'DROP INDEX passes_by_resident',
  'DROP INDEX passes_revoked',
  `CREATE TABLE passes (
    street_id TEXT NOT NULL, pass_number BIGINT NOT NULL, roster_number BIGINT, household_id BIGINT,
    valid_from BIGINT NOT NULL, valid_until BIGINT NOT NULL, revoked_at BIGINT,
    PRIMARY KEY (street_id, pass_number))`,
  `INSERT INTO passes (street_id, pass_number, roster_number, valid_from, valid_until, revoked_at)
    SELECT street_id, pass_number, roster_number, valid_from, valid_until, revoked_at FROM passes_of_residents`,
  'DROP TABLE passes_of_residents',
  'CREATE INDEX passes_by_resident ON passes (street_id, roster_number)',
  'CREATE INDEX passes_by_household ON passes (street_id, household_id)',
  'CREATE INDEX passes_revoked ON passes (street_id, revoked_at)',
  // The next household id, roster number and pass number of a street: none is ever given twice.
  `CREATE TABLE next_numbers (
    street_id TEXT NOT NULL, name TEXT NOT NULL, next BIGINT NOT NULL, PRIMARY KEY (street_id, name))`,
  `CREATE TABLE imports (
    street_id TEXT NOT NULL, import_id TEXT NOT NULL, what TEXT NOT NULL, place_id TEXT NOT NULL,
    file_name TEXT NOT NULL, bytes BIGINT NOT NULL, device_id TEXT NOT NULL, started_at BIGINT NOT NULL,
    columns TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (street_id, import_id))`,
  // Kept until the import is applied or discarded, so that any server process can read the file.
  `CREATE TABLE import_parts (
    import_id TEXT NOT NULL, part BIGINT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (import_id, part))`,
  // The import that made it; and the people of it, packed, so that it can be brought back.
  'ALTER TABLE roster_generations ADD COLUMN import_id TEXT',
  'ALTER TABLE roster_generations ADD COLUMN people BLOB',
  // JSON: what people showed at the gate. Of a visitor's form only what was read; the gate's record has the rest.
  "ALTER TABLE entries ADD COLUMN shown TEXT NOT NULL DEFAULT '[]'",
  // gate_id: as the entries that were on the sheet.
  `CREATE TABLE paper_sheets (
    gate_id TEXT NOT NULL, sheet_id TEXT NOT NULL, street_id TEXT NOT NULL, device_id TEXT NOT NULL,
    writer TEXT NOT NULL, saved_at BIGINT NOT NULL, PRIMARY KEY (gate_id, sheet_id))`,
];
