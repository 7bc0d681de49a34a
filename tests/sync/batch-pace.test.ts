import { expect, test } from 'vitest';
import { PUSH_LIMITS } from '../../src/protocol/push.ts';
import { BatchPace } from '../../src/sync/batch-pace.ts';

const QUICK = 300;
const SLOW = 30_000;

test('a usual shift goes in one request from the start', () => {
  const { records, bytes } = new BatchPace().size;
  expect(records).toBeGreaterThanOrEqual(1_000);
  expect(bytes / 1_000).toBeGreaterThan(30);
});

test('requests grow while answers come quickly, up to what the server takes', () => {
  const pace = new BatchPace();
  const before = pace.size;
  pace.answered(QUICK);
  expect(pace.size.bytes).toBe(before.bytes * 2);
  for (let answer = 0; answer < 20; answer += 1) pace.answered(QUICK);
  expect(pace.size.records).toBe(PUSH_LIMITS.maxRecords);
  // The largest batch, with one record of the largest kind to spare, stays below the server's limit.
  expect(pace.size.bytes + PUSH_LIMITS.maxRecordBytes).toBeLessThan(PUSH_LIMITS.maxBytes);
});

test('a slow answer lets them be as they are', () => {
  const pace = new BatchPace();
  const before = pace.size;
  pace.answered(SLOW);
  expect(pace.size).toEqual(before);
});

test('what got stuck is tried in halves; what found no network at all says nothing about size', () => {
  const pace = new BatchPace();
  const { size } = pace;
  pace.lost(size, QUICK);
  expect(pace.size).toEqual(size);
  pace.lost(size, SLOW);
  expect(pace.size).toEqual({ records: size.records, bytes: size.bytes / 2 });
  for (let lost = 0; lost < 30; lost += 1) pace.lost(pace.size, SLOW);
  expect(pace.size.bytes).toBeGreaterThanOrEqual(PUSH_LIMITS.maxRecordBytes);
});

test('one record that got stuck does not send the rest one by one over a slow network', () => {
  const pace = new BatchPace();
  pace.lost({ records: 1, bytes: 30 }, SLOW);
  pace.answered(SLOW);
  expect(pace.size.records).toBeGreaterThan(200);
  expect(pace.size.bytes / 30).toBeGreaterThan(200);
});

test('what was refused as too large is never tried again at that size', () => {
  const pace = new BatchPace();
  expect(pace.refused({ records: 23, bytes: 900 })).toBe(true);
  expect(pace.size.records).toBe(12);
  pace.answered(QUICK);
  expect(pace.size.records).toBe(12);
  expect(pace.refused({ records: 1, bytes: 5_000 })).toBe(false);
});
