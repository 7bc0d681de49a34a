/** A log that provably loses nothing: what gates hear of each other, and what stays after a purge. */
export const migration3: readonly string[] = [
  // Server time of the last change, whatever made it: gates ask for what changed since they asked.
  'ALTER TABLE entries ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0',
  'CREATE INDEX entries_changed ON entries (street_id, changed_at)',
  // The device's own signature over `have` and `head`: proof of the chain when its bytes are gone.
  'ALTER TABLE segments ADD COLUMN tail BLOB',
  'ALTER TABLE segments ADD COLUMN purged_at BIGINT',
];
