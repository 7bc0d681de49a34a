import { beforeEach, expect, it, vi } from 'vitest';
import { lock } from '../../src/actions/lock.ts';
import { recordEntry } from '../../src/actions/record-entry.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import type { Direction } from '../../src/domain/entry.ts';
import type { GatePassing } from '../../src/domain/passings.ts';
import { encodePassings, encodePassingsAnswer } from '../../src/protocol/passings.ts';
import { passingsAad } from '../../src/sealing/passings-aad.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, HOUR_MS, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

const PATH = `GET /api/gates/${GATE}/passings`;

let phone: PullPhone;
/** What the server answers next, in order; then nothing new. */
let answers: (Partial<Told> | 'cut' | 'failed')[];
let asked: (string | null)[];

interface Told {
  readonly passings: readonly GatePassing[];
  readonly removed: readonly GatePassing['id'][];
  readonly isFresh: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly cardEpoch: number;
  readonly spoilt: boolean;
}

beforeEach(async () => {
  phone = await PullPhone.make();
  answers = [];
  asked = [];
  const fetch = phone.server.fetch;
  Object.assign(phone.server, {
    fetch: async (input: URL, init?: RequestInit) => {
      if (!String(input).includes('/passings')) return fetch(input, init);
      asked.push(new URL(String(input)).searchParams.get('since'));
      const told = answers.shift() ?? {};
      if (told === 'cut') throw new TypeError('network');
      if (told === 'failed') return new Response('<h1>Bad Gateway</h1>', { status: 502 });
      return answerOf(told);
    },
  });
});

async function answerOf(told: Partial<Told>): Promise<Response> {
  const isFresh = told.isFresh ?? asked.at(-1) === null;
  const { passings = [], removed = [], cursor = `c${asked.length}`, more = false } = told;
  const aad = passingsAad(GATE, cursor);
  const isEmpty = passings.length + removed.length === 0;
  const sealed = isEmpty ? null : await phone.seal(encodePassings({ passings, removed }), aad);
  const page = told.spoilt ? new Uint8Array(64) : sealed;
  const { cardEpoch = phone.server.cardEpoch } = told;
  const answer = { cardEpoch, isFresh, more, cursor, serverTime: phone.now, page };
  return new Response(encodePassingsAnswer(answer));
}

/** Resident 1, of household 1, at the other gate. */
const went = (
  number: number,
  direction: Direction,
  at: number,
  more: Partial<GatePassing> = {},
): GatePassing => ({
  id: { segmentId: 'ab'.repeat(16), number },
  rosterNumber: 1,
  householdId: 1,
  direction,
  at,
  gateId: 'gate-north',
  purpose: null,
  ...more,
});

const known = (session: ShiftSession) =>
  session.passings.ofHousehold(1).map(({ gateId, direction }) => `${gateId} ${direction}`);

async function pass(session: ShiftSession, direction: Direction, at: number, rosterNumber = 1) {
  const saved = await recordEntry(
    session,
    {
      subject: { kind: 'resident', rosterNumber },
      identification: 'scanned',
      direction,
      temperatureTenths: 365,
      site: 'forehead',
      mask: true,
      shown: [],
      follows: null,
    },
    at,
  );
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  return saved.judgement.reasons.map(({ code }) => code);
}

it('keeps what was told sealed as it came, while locked, and a session knows it', async () => {
  const told = went(1, 'out', START - HOUR_MS);
  answers = [{ passings: [told] }];
  expect((await phone.pull()).kind).toBe('done');
  const [page] = await database.passingPages.toArray();
  expect(new TextDecoder().decode(page?.sealed)).not.toContain('gate-north');
  const session = await phone.startShift();
  await vi.waitFor(() => expect(known(session)).toEqual(['gate-north out']));
  expect(session.passings.ofResident(1)).toEqual([told]);
  expect(session.passingsHeardAt).toBe(START);
  phone.now += HOUR_MS;
  answers = [{ passings: [went(2, 'in', START)], removed: [told.id] }];
  await phone.pull();
  await vi.waitFor(() => expect(known(session)).toEqual(['gate-north in']));
  expect([asked, session.passingsHeardAt]).toEqual([[null, 'c1'], START + HOUR_MS]);
  lock(session);
  expect([known(session), session.passingsHeardAt]).toEqual([[], null]);
});

it('lets in whoever came in here and went out by another gate, and looks at whoever came in there already', async () => {
  const session = await phone.startShift();
  const secondAt = (direction: Direction) =>
    went(direction === 'in' ? 2 : 3, direction, START + HOUR_MS, {
      rosterNumber: 2,
      householdId: 2,
    });
  expect(await pass(session, 'in', START + 1000)).toEqual([]);
  answers = [{ passings: [went(1, 'out', START + HOUR_MS), secondAt('in')] }];
  await phone.pull();
  await vi.waitFor(() => expect(session.passingsHeardAt).not.toBeNull());
  expect(await pass(session, 'in', START + 2 * HOUR_MS)).toEqual([]);
  expect(await pass(session, 'in', START + 2 * HOUR_MS, 2)).toEqual(['already-in']);
});

it('counts a record of this shift once, and as the log has it', async () => {
  const session = await phone.startShift();
  await pass(session, 'out', START + 1000);
  const [own] = session.passings.ofHousehold(1);
  if (!own) throw new Error('not counted');
  answers = [{ passings: [{ ...own, direction: 'in' }, went(9, 'in', START)] }];
  await phone.pull();
  await vi.waitFor(() => expect(known(session)).toEqual(['gate-north in', `${GATE} out`]));
});

it('asks on from where it was cut, and tells of nothing older in between', async () => {
  answers = [{ passings: [went(1, 'out', START)] }];
  await phone.pull();
  const session = await phone.startShift();
  await vi.waitFor(() => expect(known(session)).toHaveLength(1));
  phone.now += 25 * HOUR_MS;
  answers = [{ passings: [went(2, 'out', START)], more: true, cursor: 'half' }, 'cut'];
  expect((await phone.pull()).kind).toBe('no-network');
  const again = await unlockWithCard(phone.street.cardOf(GATE), phone.now);
  if (again.kind !== 'opened') throw new Error(again.kind);
  await vi.waitFor(() => expect(known(again.session)).toHaveLength(1));
  expect(again.session.passingsHeardAt).toBe(START);
  answers = [{ passings: [went(3, 'out', START)] }];
  await phone.pull();
  expect(asked).toEqual([null, null, 'half', 'half']);
  await vi.waitFor(() => expect(known(again.session)).toHaveLength(2));
  expect(again.session.passingsHeardAt).toBe(phone.now);
  expect((await database.passingPages.toArray()).map(({ series }) => series)).toEqual([2, 2]);
});

it('begins anew when the server says so, after a day, with a new card, and after many pages', async () => {
  answers = [{ passings: [went(1, 'out', START)] }];
  await phone.pull();
  answers = [{ passings: [went(2, 'out', START)], isFresh: true }];
  await phone.pull();
  phone.now += 24 * HOUR_MS;
  await phone.pull();
  phone.server.cardEpoch = 2;
  await phone.pull();
  await phone.pull();
  const feed = await database.passingFeeds.get(GATE);
  if (!feed?.told) throw new Error('nothing told');
  await database.passingFeeds.put({ ...feed, told: { ...feed.told, pages: 201 } });
  await phone.pull();
  expect(asked).toEqual([null, 'c1', null, null, 'c4', null]);
  expect(await database.passingPages.count()).toBe(0);
});

it('fetches all anew when a page cannot be read, and says meanwhile that it has not heard everything', async () => {
  answers = [
    { passings: [went(1, 'out', START)], more: true },
    { passings: [went(2, 'out', START)], spoilt: true },
  ];
  await phone.pull();
  const session = await phone.startShift();
  await vi.waitFor(() => expect(known(session)).toHaveLength(1));
  expect(session.passingsHeardAt).toBeNull();
  await vi.waitFor(async () => expect(await database.passingFeeds.count()).toBe(0));
  answers = [{ passings: [went(1, 'out', START), went(2, 'out', START)] }];
  await phone.pull();
  await vi.waitFor(() => expect(known(session)).toHaveLength(2));
  expect(session.passingsHeardAt).toBe(START);
});

it('keeps nothing twice when two windows ask at once', async () => {
  answers = Array.from({ length: 6 }, () => ({ passings: [went(1, 'out', START)] }));
  await Promise.all([phone.pull(), phone.pull()]);
  const pages = await database.passingPages.count();
  const feed = await database.passingFeeds.get(GATE);
  expect(pages).toBe(feed?.told?.pages);
});

it('is no reason to think the rules old when it fails', async () => {
  answers = ['failed'];
  phone.now += 1000;
  expect(await phone.pull()).toMatchObject({ kind: 'failed', problem: 'server-failed' });
  expect((await database.marks.get('lastPullAt'))?.value).toBe(phone.now);
  expect(phone.server.requests).not.toContain(PATH);
});
