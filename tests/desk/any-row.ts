import type { EntryRow } from '../../src/protocol/entries.ts';

/** A plain entry of a resident; `number` makes its id, `at` is epoch ms. */
export const rowAt = (number: number, at: number, more: Partial<EntryRow> = {}): EntryRow => ({
  id: `${'a'.repeat(32)}/${number}`,
  at,
  receivedAt: at + 2000,
  gateId: 'g1',
  gateName: '北门',
  direction: 'out',
  subject: {
    kind: 'resident',
    name: '周敬明',
    maskedName: '周▇明',
    room: '3-1-502',
    rosterNumber: 11,
    householdId: 1,
    plate: '',
  },
  temperatureTenths: 365,
  site: 'forehead',
  mask: true,
  verdict: 'pass',
  reasons: [],
  shown: [],
  outcome: 'passed',
  identification: 'scanned',
  onDuty: ['王桂兰'],
  state: 'standing',
  follows: null,
  note: '',
  flags: [],
  ...more,
});
