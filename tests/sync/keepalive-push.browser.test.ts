import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { ApiClient } from '../../src/api-client/api-client.ts';
import { firstHead } from '../../src/sealing/chain.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { database } from '../../src/storage/database.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { countPending } from '../../src/storage/pending.ts';
import { KeepalivePush } from '../../src/sync/keepalive-push.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from './server-double.ts';

const street = await TestStreet.make();
let identity: DeviceIdentity;
let server: ServerDouble;
let now: number;
let keepalive: KeepalivePush;
let session: Parameters<typeof writeHandoverNote>[0];
const network = vi.fn<typeof fetch>();

beforeEach(async () => {
  identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
  now = START;
  network.mockReset().mockImplementation(server.fetch);
  const client = new ApiClient({
    deviceId: identity.deviceId,
    privateKey: identity.privateKey,
    origin: 'https://kadian.example',
    fetch: network,
    now: () => now,
  });
  keepalive = new KeepalivePush(client, identity, () => now);
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  await writeHandoverNote(session, '一', START);
});

describe('what a page that is left can still send', () => {
  it('leaves in the very moment, and its receipt counts if the page lives to see it', async () => {
    await keepalive.prepare();
    expect(network).not.toHaveBeenCalled();
    const sent = keepalive.send();
    expect(network).toHaveBeenCalledTimes(1);
    expect(network.mock.calls[0]?.[1]).toMatchObject({ keepalive: true, method: 'POST' });
    await sent;
    expect(server.received).toBe(2);
    expect(await countPending()).toBe(0);
  });

  it('is sent once, and not when it has grown old or the clock went back', async () => {
    await keepalive.prepare();
    await keepalive.send();
    await keepalive.send();
    expect(network).toHaveBeenCalledTimes(1);
    await database.segments.toCollection().modify({ acknowledged: 0 });
    for (const later of [120_000, -120_000]) {
      await keepalive.prepare();
      now += later;
      await keepalive.send();
    }
    expect(network).toHaveBeenCalledTimes(1);
  });

  it('takes nothing back when the answer to a later push was faster', async () => {
    await keepalive.prepare();
    let answer: () => void = () => undefined;
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    network.mockImplementationOnce(async (...request) => {
      const response = await server.fetch(...request);
      await mayAnswer;
      return response;
    });
    const slow = keepalive.send();
    await vi.waitFor(() => expect(server.received).toBe(2));
    await writeHandoverNote(session, '二', START);
    await keepalive.prepare();
    await keepalive.send();
    expect(await countPending()).toBe(0);
    answer();
    await slow;
    expect(await countPending()).toBe(0);
  });

  it('believes nothing but a genuine receipt, and leaves the rest to the next push', async () => {
    await keepalive.prepare();
    server.faults.push({ kind: 'cut-after' });
    await keepalive.send();
    await keepalive.prepare();
    server.problem = { status: 403, error: 'device-revoked' };
    await keepalive.send();
    expect(await countPending()).toBe(2);
  });

  it('accuses nobody of a receipt by a new key, which the next push has read', async () => {
    await keepalive.prepare();
    Object.assign(street.keys, { receipt: await generateSigningKeyPair(true) });
    street.receiptKeyId += '+';
    street.keyListVersion += 1;
    await keepalive.send();
    expect(server.received).toBe(2);
    expect(await countPending()).toBe(2);
    expect((await database.segments.toCollection().first())?.trouble).toBeNull();
  });

  it('stays below what browsers let a page leave behind, however much waits', async () => {
    const segment = await database.segments.toCollection().first();
    if (!segment) throw new Error('no segment');
    const { segmentId } = segment;
    await database.records.bulkPut(
      Array.from({ length: 5000 }, (_, index) => ({
        segmentId,
        number: index + 1,
        sealed: new Uint8Array(200).fill(index % 256),
      })),
    );
    expect(segment.acknowledgedHead).toEqual(await firstHead(segmentId));
    await keepalive.prepare();
    await keepalive.send();
    const [push] = server.pushes;
    expect(push?.from).toBe(1);
    expect(push?.records.length).toBeGreaterThan(200);
    const { body } = network.mock.calls[0]?.[1] ?? {};
    expect(body instanceof Uint8Array && body.length).toBeLessThan(60 * 1024);
  });

  it('is nothing when nothing waits, and passes over a segment that no sending mends', async () => {
    await database.segments.toCollection().modify({
      trouble: { kind: 'fork', answer: new Uint8Array(1) },
    });
    await keepalive.prepare();
    await keepalive.send();
    expect(network).not.toHaveBeenCalled();
  });
});
