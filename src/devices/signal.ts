import type { Verdict } from '../domain/entry.ts';

/** What is said without sight: the three verdicts, and a parked person whose time has come. */
export type Signal = Verdict | 'due';
