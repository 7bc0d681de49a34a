import { expect, test } from 'vitest';
import { parseEntryQuery } from '../../src/protocol/entries.ts';
import { parseExportRequest } from '../../src/protocol/exports.ts';
import {
  daysOf,
  FIRST_FILTER,
  type LedgerFilter,
  queryOf,
  spanOf,
} from '../../src/screens/desk/ledger/ledger-filter.ts';
import { gateOptions } from '../../src/screens/desk/parts/gate-options.ts';

const ZONE = 'Asia/Shanghai';
/** 30 March 2022, 00:20 on the street; still the 29th in UTC. */
const NOW = Date.UTC(2022, 2, 29, 16, 20);
const MIDNIGHT = Date.UTC(2022, 2, 29, 16);
const HOUR = 60 * 60_000;

const place = (id: string, parentId: string | null, kind: 'street' | 'compound' | 'gate') => ({
  id,
  parentId,
  kind,
  name: `名${id}`,
  path: '',
  closedAt: null,
  mergedInto: null,
});
const PLACES = [
  place('s', null, 'street'),
  place('m1', 's', 'compound'),
  place('g1', 'm1', 'gate'),
  place('g2', 'm1', 'gate'),
  place('m2', 's', 'compound'),
  place('g3', 'm2', 'gate'),
];
const GATES = gateOptions(PLACES).flatMap((compound) => compound.gates);
const query = (part: Partial<LedgerFilter>) =>
  queryOf({ ...FIRST_FILTER, ...part }, GATES, NOW, ZONE);

test("today begins at the street's midnight, not at the machine's or at UTC's", () => {
  expect(query({})).toEqual({ from: MIDNIGHT });
});

test('yesterday is the whole day before and nothing of today', () => {
  expect(query({ time: 'yesterday' })).toEqual({ from: MIDNIGHT - 24 * HOUR, to: MIDNIGHT });
});

test('seven days are today and the six before', () => {
  expect(query({ time: 'week' })).toEqual({ from: MIDNIGHT - 6 * 24 * HOUR });
});

test('seven days over a change of clocks still begin at a midnight', () => {
  const now = Date.UTC(2022, 2, 29, 12);
  const { from } = spanOf({ time: 'week', from: '', to: '' }, now, 'Europe/Berlin');
  expect(from).toBe(Date.UTC(2022, 2, 22, 23));
});

test("a span is read in the street's time and holds its last minute whole", () => {
  expect(query({ time: 'span', from: '2022-03-29T08:30', to: '2022-03-29T09:00' })).toEqual({
    from: Date.UTC(2022, 2, 29, 0, 30),
    to: Date.UTC(2022, 2, 29, 1, 1),
  });
});

test('an empty, half-filled or impossible end of a span is open', () => {
  expect(query({ time: 'span' })).toEqual({});
  expect(query({ time: 'span', from: '2022-02-30T08:30', to: '2022' })).toEqual({});
});

test('a compound stands for all its gates, a gate for itself', () => {
  expect(query({ compoundId: 'm1' }).gateIds).toEqual(['g1', 'g2']);
  expect(query({ compoundId: 'm1', gateId: 'g2' }).gateIds).toEqual(['g2']);
});

test('every filter makes a query that the server reads', () => {
  const all = query({
    compoundId: 'm2',
    time: 'yesterday',
    text: ' 3-1-502 ',
    verdict: 'stop',
    direction: 'in',
  });
  expect(all).toMatchObject({ text: '3-1-502', verdict: 'stop', direction: 'in' });
  expect(parseEntryQuery({ ...all, limit: 9 })).toMatchObject({ ok: true, value: all });
  const request = { ledger: 'entries', format: 'xlsx', locale: 'zh-CN', ...all };
  expect(parseExportRequest(request)).toEqual({ ok: true, value: request });
});

test('a gate whose compound is out of scope is still offered', () => {
  expect(gateOptions([place('g9', 'm9', 'gate')])).toMatchObject([
    { id: 'm9', name: '', gates: [{ id: 'g9' }] },
  ]);
});

test("the file is named after the street's days", () => {
  const days = (part: Partial<LedgerFilter>) => daysOf({ ...FIRST_FILTER, ...part }, NOW, ZONE);
  expect(days({})).toBe('2022-03-30');
  expect(days({ time: 'yesterday' })).toBe('2022-03-29');
  expect(days({ time: 'week' })).toBe('2022-03-24–2022-03-30');
  expect(days({ time: 'span', to: '2022-03-01T00:00' })).toBe('–2022-03-01');
});
