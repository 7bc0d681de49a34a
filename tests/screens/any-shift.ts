import type { GateInfo, ShiftSession } from '../../src/actions/shift-session.ts';
import type { EntryFacts } from '../../src/domain/gate-record.ts';
import { NO_PASSINGS } from '../../src/domain/passings.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { isOpen, type StandingEntry } from '../../src/domain/shift-state.ts';
import { buildRoster, openRoster } from '../../src/roster/roster-file.ts';
import type { PhoneWiring } from '../../src/screens/shift/phone-wiring.ts';
import type { Eye } from '../../src/screens/shift/use-scanner.ts';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { sampleSource } from '../roster/sample-roster.ts';

const GATE: GateInfo = {
  id: 'north',
  name: '北门',
  compoundId: sampleSource.compoundId,
  compoundName: sampleSource.compoundName,
  cardEpoch: 1,
};

const roster = openRoster(buildRoster(sampleSource));

const nothing = (): void => undefined;

/** An entry of a resident of the sample roster, made `waitedMs` ago. */
export const entryOf = (
  number: number,
  facts: Partial<EntryFacts> = {},
  waitedMs = 61_000,
): StandingEntry => ({
  id: { segmentId: '00'.repeat(16), number },
  at: Date.now() - waitedMs,
  follows: null,
  continued: null,
  corrected: false,
  decisionNote: null,
  decidedBy: '',
  steps: [],
  facts: {
    subject: { kind: 'resident', rosterNumber: sampleSource.residents[number]?.rosterNumber ?? 1 },
    direction: 'out',
    identification: 'scanned',
    reading: { temperatureTenths: 376, site: 'forehead' },
    mask: true,
    verdict: 'check',
    outcome: 'parked',
    reasons: ['fever-first'],
    shown: [],
    ...facts,
  },
});

/** A shift with names, three of them on duty, as far as screens look at it. */
export const shiftWith = (entries: readonly StandingEntry[]): ShiftSession => ({
  shiftId: '00'.repeat(16),
  gate: GATE,
  named: true,
  roster,
  rosterSavedAt: null,
  passings: NO_PASSINGS,
  passingsHeardAt: null,
  briefing: null,
  notices: [],
  day: null,
  policy: DEFAULT_POLICY,
  isGateGone: false,
  state: {
    startedAt: Date.now() - 3_600_000,
    closedAt: null,
    onDuty: ['王秀英', '李志强'],
    policyVersion: 1,
    entries,
    open: entries.filter(isOpen),
    recordCount: entries.length + 1,
    counted: { out: 0, in: 0 },
    counts: [],
    handedOver: [],
    noticesRead: new Map(),
    refusals: 0,
    note: '',
    reports: new Map(),
    handoversAccepted: new Set(),
    standardsAnsweredAt: null,
  },
  earlierCases: [],
  unreadable: 0,
  ended: null,
  subscribe: () => nothing,
});

export const wiringWith = (change: Partial<PhoneWiring> = {}): PhoneWiring => ({
  streetName: '青石街道',
  placeName: '梧桐里小区',
  appVersion: '1.0.0',
  sync: { pending: 3, state: 'offline', lastReceiptAt: null, lastPullAt: null, problem: null },
  syncNow: nothing,
  settings: DEFAULT_SETTINGS,
  onSettings: nothing,
  ...change,
});

/** A camera that shows nothing yet and never fails. */
export const blindEye = (): Eye => ({
  video: document.createElement('video'),
  state: { kind: 'scanning', torch: 'off' },
  wake: nothing,
  setTorch: nothing,
  setZoom: nothing,
});
