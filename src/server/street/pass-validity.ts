const DAY_MS = 24 * 60 * 60_000;

/** Of residents' and households' passes. */
export const PASS_VALID_MS = 365 * DAY_MS;
/** A pass that is shown with less than this left is extended first: nobody prints what soon runs out. */
export const PASS_RENEWED_MS = 30 * DAY_MS;
