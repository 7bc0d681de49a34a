import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shiftAccount } from '../../src/actions/shift-account.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { type SyncLoop, type SyncStatus, startSyncLoop } from '../../src/sync/sync-loop.ts';
import { GATE, TestStreet } from '../phone/test-street.ts';
import { ServerDouble } from './server-double.ts';

const street = await TestStreet.make();
let server: ServerDouble;
let session: ShiftSession;
let loop: SyncLoop;
let status: SyncStatus;
const network = vi.fn<typeof fetch>();

beforeEach(async () => {
  const identity = await street.setUpPhone();
  server = new ServerDouble(street, identity);
  server.cardTag = await street.tagOf(GATE);
  server.clock = Date.now;
  network.mockImplementation(server.fetch);
  vi.stubGlobal('fetch', network);
  const unlocked = await unlockWithCard(street.cardOf(GATE), Date.now());
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], Date.now());
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  loop = startSyncLoop({
    onStatus: (told) => {
      status = told;
    },
    appVersion: '1.2.3',
  });
});

afterEach(() => {
  loop.stop();
  vi.unstubAllGlobals();
});

it('sends and fetches by itself, also what is saved later', async () => {
  await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, state: 'idle' }));
  await vi.waitFor(() => expect(status.lastPullAt).not.toBeNull());
  expect(server.received).toBe(1);
  await writeHandoverNote(session, '之后', Date.now());
  await vi.waitFor(() => expect(server.received).toBe(2));
  await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, problem: null }));
  expect(await shiftAccount(session.shiftId)).toMatchObject({ recordCount: 2, received: 2 });
});

it('keeps fetching when nothing can be sent, and sending when nothing can be fetched', async () => {
  await loop.syncNow();
  network.mockImplementation((input, init) =>
    String(input).endsWith('/push')
      ? Promise.reject(new TypeError('cut'))
      : server.fetch(input, init),
  );
  await writeHandoverNote(session, '一', Date.now());
  server.requests.length = 0;
  await loop.syncNow();
  expect(server.requests).toContain('GET /api/pull');
  expect(status.state).toBe('offline');
  network.mockImplementation((input, init) =>
    String(input).endsWith('/pull')
      ? Promise.reject(new TypeError('cut'))
      : server.fetch(input, init),
  );
  await loop.syncNow();
  expect(server.received).toBe(2);
});

it('tells a revoked phone so, and goes on by the button when it is one no more', async () => {
  await loop.syncNow();
  await writeHandoverNote(session, '一', Date.now());
  server.problem = { status: 403, error: 'device-revoked' };
  await loop.syncNow();
  expect(status).toMatchObject({ problem: 'device-revoked', state: 'waiting' });
  server.problem = null;
  await loop.syncNow();
  await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, problem: null }));
});

it('tells that receipts cannot be kept on a full disk, and goes on when there is room', async () => {
  await loop.syncNow();
  await writeHandoverNote(session, '一', Date.now());
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await loop.syncNow();
  expect(status).toMatchObject({ problem: 'disk-full', state: 'waiting' });
  full.mockRestore();
  await loop.syncNow();
  await vi.waitFor(() => expect(status).toMatchObject({ pending: 0, problem: null }));
});

it('sends what waits when the page is hidden, without waiting for its turn', async () => {
  await loop.syncNow();
  network.mockImplementation(() => Promise.reject(new TypeError('cut')));
  await writeHandoverNote(session, '一', Date.now());
  await loop.syncNow();
  expect(status.pending).toBe(1);
  network.mockImplementation(server.fetch);
  await vi.waitFor(async () => {
    dispatchEvent(new Event('pagehide'));
    expect(server.received).toBe(2);
  });
  await vi.waitFor(() => expect(status.pending).toBe(0));
});
