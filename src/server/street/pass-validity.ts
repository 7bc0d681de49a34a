/** Of residents' and households' passes. */
export const PASS_VALID_MS = 365 * 24 * 60 * 60_000;
