import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnrolAnswer, parseEnrolRequest } from '../../src/protocol/enrolment.ts';
import { parseEntryPage, parseEntryQuery } from '../../src/protocol/entries.ts';
import { parseEntryChange } from '../../src/protocol/entry-changes.ts';
import { parseExportRequest } from '../../src/protocol/exports.ts';
import { parseHistoryAnswer, parseHistoryQuery } from '../../src/protocol/histories.ts';
import { parseGateCardAnswer, parsePassPage, parsePassQuery } from '../../src/protocol/passes.ts';
import { parsePlacesAnswer } from '../../src/protocol/places.ts';
import { parseProblem } from '../../src/protocol/problem.ts';
import { parsePullAnswer } from '../../src/protocol/pull.ts';

const refused = { ok: false };
const enrol = {
  token: 'A'.repeat(22),
  publicKey: 'B'.repeat(87),
  name: '北门手机',
  locale: 'zh-CN',
};
const pull = {
  serverTime: 1,
  incarnation: 'a',
  keyList: 'AA',
  policy: 'AA',
  revocations: 'AA',
  gates: [
    {
      id: 'g1',
      name: '北门',
      compoundId: 'm1',
      compoundName: '和平里',
      cardEpoch: 1,
      cardTag: '0123456789abcdef',
      rosterGeneration: 2,
      rosterBytes: 70_000,
    },
  ],
  gone: ['g2'],
  streetName: '青石街道',
  placeName: '梧桐里',
  acknowledged: [{ segmentId: 'a'.repeat(32), number: 7 }],
};
const row = {
  id: `${'a'.repeat(32)}/7`,
  at: 1,
  receivedAt: 2,
  gateId: 'g1',
  gateName: '北门',
  direction: 'out',
  subject: {
    kind: 'resident',
    name: '张国民',
    maskedName: '张*民',
    room: '3-1-502',
    rosterNumber: 4,
    householdId: 9,
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
  onDuty: ['李红'],
  state: 'standing',
  follows: null,
  note: '',
  flags: [],
};

describe('what a phone asks the server', () => {
  it('to enrol is taken in its exact shape only', () => {
    expect(parseEnrolRequest(enrol)).toEqual({ ok: true, value: enrol });
    for (const change of [
      { token: 'A'.repeat(21) },
      { publicKey: `${'B'.repeat(86)}=` },
      { name: '' },
      { name: 'x'.repeat(41) },
      { locale: 'fr' },
      { role: 'administrator' },
    ]) {
      expect(parseEnrolRequest({ ...enrol, ...change })).toEqual(refused);
    }
  });

  it('of the ledger is bounded, and an export has no page', () => {
    const query = { gateIds: ['g1'], from: 1, to: 2, verdict: 'stop', text: '张', limit: 200 };
    expect(parseEntryQuery(query)).toEqual({ ok: true, value: query });
    expect(parseEntryQuery({ limit: 1 })).toMatchObject({ ok: true });
    for (const change of [
      { limit: 201 },
      { limit: 0 },
      { text: 'x'.repeat(41) },
      { gateIds: [] },
      { from: -1 },
      { from: '1' },
      { order: 'name' },
    ]) {
      expect(parseEntryQuery({ ...query, ...change })).toEqual(refused);
    }
  });

  it('of an export names one ledger with exactly what it takes', () => {
    const common = { format: 'xlsx', locale: 'en' };
    const entries = { ledger: 'entries', ...common, gateIds: ['g1'], from: 1, text: '张' };
    expect(parseExportRequest(entries)).toEqual({ ok: true, value: entries });
    const residents = { ledger: 'residents', ...common, placeId: 'c1' };
    expect(parseExportRequest(residents)).toEqual({ ok: true, value: residents });
    for (const spoiled of [
      { ...entries, placeId: 'c1' },
      { ...entries, limit: 1 },
      { ...entries, format: 'pdf' },
      { ...entries, locale: 'fr' },
      { ...residents, from: 1 },
      { ...residents, ledger: 'keys' },
      { ledger: 'places', ...common },
    ]) {
      expect(parseExportRequest(spoiled)).toEqual(refused);
    }
  });

  it('of a history names a resident or a household, never both', () => {
    expect(parseHistoryQuery({ residentNumber: 1 })).toMatchObject({ ok: true });
    expect(parseHistoryQuery({ householdId: 1 })).toMatchObject({ ok: true });
    expect(parseHistoryQuery({ residentNumber: 1, householdId: 1 })).toEqual(refused);
    expect(parseHistoryQuery({})).toEqual(refused);
  });
});

describe('what the server answers', () => {
  it('is taken as it is, and fields of a newer server do no harm', () => {
    const page = { rows: [row], next: null, total: 1, late: 0 };
    expect(parsePullAnswer(pull)).toEqual({ ok: true, value: pull });
    expect(parsePullAnswer({ ...pull, notices: 'AA' })).toEqual({ ok: true, value: pull });
    expect(parseEntryPage(page)).toEqual({ ok: true, value: page });
  });

  it('is refused when a field is out of shape', () => {
    expect(parsePullAnswer({ ...pull, policy: 'A+A' })).toEqual(refused);
    expect(parsePullAnswer({ ...pull, gates: [{ ...pull.gates[0], cardTag: 'x' }] })).toEqual(
      refused,
    );
    expect(parsePullAnswer({ ...pull, acknowledged: [{ segmentId: 'A', number: 1 }] })).toEqual(
      refused,
    );
    const page = { rows: [{ ...row, verdict: 'maybe' }], next: null, total: 1, late: 0 };
    expect(parseEntryPage(page)).toEqual(refused);
  });

  it('as a refusal is told from other error bodies', () => {
    const problem = { error: 'signature-stale', serverTime: 5, toleranceMs: 300_000 };
    expect(parseProblem(problem)).toEqual(problem);
    expect(parseProblem({ error: 'Bad Gateway', serverTime: 5 })).toBeNull();
    expect(parseProblem('<html>')).toBeNull();
  });

  it('as a change of the ledger is read from its text', () => {
    expect(parseEntryChange('{"entries":3,"at":9}')).toEqual({ entries: 3, at: 9 });
    expect(parseEntryChange('{"entries":')).toBeNull();
    expect(parseEntryChange('{"entries":-3,"at":9}')).toBeNull();
  });
});

describe('the readers of messages', () => {
  it('never throw and take no random value', () => {
    const readers = [
      parseEnrolRequest,
      parseEnrolAnswer,
      parsePullAnswer,
      parseEntryQuery,
      parseEntryPage,
      parseHistoryQuery,
      parseHistoryAnswer,
      parsePlacesAnswer,
      parsePassQuery,
      parsePassPage,
      parseGateCardAnswer,
    ];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const read of readers) expect(read(value)).toEqual(refused);
        expect(parseProblem(value)).toBeNull();
      }),
    );
  });
});
