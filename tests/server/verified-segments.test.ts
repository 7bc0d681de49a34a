import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { encodePush, type PushRequest } from '../../src/protocol/push.ts';
import { VerifiedSegments } from '../../src/server/ingest/verified-segments.ts';
import { entryAt, NOW, openRig, type Rig, receiptIn, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let phone: TestDevice;
beforeAll(async () => {
  rig = await openRig();
  phone = await TestDevice.enrolled(rig, 'gate', 'm1');
});
afterAll(() => rig.close());
afterEach(() => vi.useRealTimers());

const request = (segment: number): PushRequest => ({
  certificate: new Uint8Array([1]),
  header: new Uint8Array([segment & 255, segment >> 8]),
  segmentId: segment.toString(16).padStart(32, '0'),
  from: 1,
  records: [],
  head: new Uint8Array(32),
  tail: new Uint8Array(64),
  sentAt: NOW,
});

async function proved() {
  const log = await TestLog.begin(phone, 'g1');
  const { deviceId, publicKey, pair } = phone;
  const deviceKey = pair.publicKey;
  return { deviceId, publicKey, deviceKey, header: log.begun.header, open: null };
}

test('what was verified holds for exactly the same bytes', async () => {
  const kept = new VerifiedSegments();
  const segment = await proved();
  kept.keep(request(1), segment);
  expect(kept.find(request(1))).toBe(segment);
  expect(kept.find({ ...request(1), certificate: new Uint8Array([2]) })).toBeNull();
  expect(kept.find({ ...request(1), header: new Uint8Array([1, 1]) })).toBeNull();
  expect(kept.find(request(2))).toBeNull();
});

test('512 segments are kept, and the longest unused is let go first', async () => {
  const kept = new VerifiedSegments();
  const segment = await proved();
  for (let n = 1; n <= 512; n += 1) kept.keep(request(n), segment);
  kept.find(request(1));
  kept.keep(request(513), segment);
  expect(kept.size).toBe(512);
  expect([1, 2, 3, 513].map((n) => kept.find(request(n)) !== null)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('a segment’s key is out of the cache ten minutes after it came in, used or not', async () => {
  const segment = await proved();
  vi.useFakeTimers();
  const kept = new VerifiedSegments();
  kept.keep(request(1), segment);
  vi.advanceTimersByTime(9 * 60_000);
  expect(kept.find(request(1))).toBe(segment);
  kept.keep(request(2), segment);
  vi.advanceTimersByTime(60_000);
  expect(kept.find(request(1))).toBeNull();
  expect(kept.size).toBe(1);
  vi.advanceTimersByTime(9 * 60_000);
  expect(kept.size).toBe(0);
});

test('a segment that is known does not vouch for another certificate, header or tail', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await receiptIn(rig, await log.push());
  await log.append(entryAt(NOW + 1000));
  const good = await log.request(2);
  const [other, foreign] = [await TestDevice.enrolled(rig, 'gate', 'm1'), new Uint8Array(64)];
  const spoilt: PushRequest[] = [
    { ...good, certificate: other.certificate },
    { ...good, header: (await TestLog.begin(phone, 'g1')).begun.headerBytes },
    { ...good, tail: foreign },
  ];
  for (const request of spoilt) {
    const answer = await phone.send('POST', '/api/push', encodePush(request), {
      type: 'application/cbor',
    });
    expect([answer.status, answer.json().error]).toEqual([400, 'body-malformed']);
  }
  expect(await receiptIn(rig, await phone.push(good))).toMatchObject({ number: 2, unreadable: [] });
});

test('a revoked phone is put into quarantine in the middle of a segment that is known', async () => {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  expect(await receiptIn(rig, await log.push())).toMatchObject({ quarantined: false });
  await rig.store.devices.revoke(phone.deviceId, NOW);
  await log.append(entryAt(NOW + 1000));
  expect(await receiptIn(rig, await log.push(2))).toMatchObject({ number: 2, quarantined: true });
});
