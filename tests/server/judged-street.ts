import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { entryAt, type Rig, TestDevice, TestLog } from './server-rig.ts';

/** Noon of 2022-03-30 in the street. */
export const NOON = Date.UTC(2022, 2, 30, 4, 0, 0);
export const DAY = '2022-03-30';
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

export const resident = (rosterNumber: number): EntryFacts['subject'] => ({
  kind: 'resident',
  rosterNumber,
});

/** One exit of a household in two days, of at most two hours. */
export const QUOTA: NonNullable<Policy['quota']> = {
  persons: 1,
  periodDays: 2,
  maxOutMinutes: 120,
  countedPurposes: [],
  overstayCostsExit: true,
  returneeVoidDays: 0,
};

export const {
  version: _version,
  effectiveFrom: _from,
  timeZone: _zone,
  ...RULES
} = DEFAULT_POLICY;

/** Rules that are in force since long before the day. */
export async function inForce(rig: Rig, rules: Partial<Policy>): Promise<void> {
  const newest = await rig.store.policies.current('s');
  const version = (newest?.version ?? 1) + 1;
  const policy = { ...DEFAULT_POLICY, ...rules, version, effectiveFrom: NOON - 90 * 24 * HOUR_MS };
  await rig.store.policies.add('s', policy);
}

/** A phone's log at a gate, from the first hour of the day. */
export async function logAt(rig: Rig, gateId: string): Promise<TestLog> {
  const phone = await TestDevice.enrolled(rig, 'gate', gateId === 'g3' ? 'm2' : 'm1');
  return TestLog.begin(phone, gateId, { startedAt: NOON - 10 * HOUR_MS });
}

/** Appended and sent. @returns the numbers of the records. */
export async function logged(log: TestLog, ...records: GateRecord[]): Promise<number[]> {
  const numbers: number[] = [];
  for (const record of records) numbers.push(await log.append(record));
  await log.push(numbers[0], numbers.at(-1));
  return numbers;
}

export const passing = (
  rosterNumber: number,
  direction: 'out' | 'in',
  at: number,
  more: Partial<EntryFacts> = {},
): GateRecord => entryAt(at, { subject: resident(rosterNumber), direction, ...more });
