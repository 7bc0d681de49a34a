export const GATE_ID = 'bench-gate';
/** Roster numbers 1 … PEOPLE live in the gate's compound; their pass numbers are above these by PASS_BASE. */
export const PEOPLE = 2_000;
export const PASS_BASE = 10_000;
