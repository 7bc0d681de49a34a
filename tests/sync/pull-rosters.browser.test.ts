import { beforeEach, expect, it, vi } from 'vitest';
import { ROSTER_DELTA_TYPE } from '../../src/protocol/roster-delta.ts';
import { rosterDelta } from '../../src/roster/roster-delta.ts';
import { buildRoster, type RosterSource } from '../../src/roster/roster-file.ts';
import { rosterAad, rosterDeltaAad } from '../../src/sealing/roster-aad.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, START } from '../phone/test-street.ts';
import { sampleSource } from '../roster/sample-roster.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
  await saveBase();
});

/** The sample's people, of whom Du has the generation as the end of his number. */
const fileOf = (generation: number): Uint8Array<ArrayBuffer> => {
  const residents: RosterSource['residents'] = sampleSource.residents.map((one) =>
    one.rosterNumber === 60 ? { ...one, phoneTail: String(9000 + generation) } : one,
  );
  return buildRoster({ ...sampleSource, generation, residents });
};
const tailOfDu = (session: {
  roster: { byRosterNumber(n: number): { phoneTail: string } | null } | null;
}) => session.roster?.byRosterNumber(60)?.phoneTail;

async function saveBase(): Promise<void> {
  await database.rosters.put({
    gateId: GATE,
    compoundId: 'wutongli',
    generation: 41,
    cardEpoch: 1,
    sealed: await phone.seal(fileOf(41), rosterAad(GATE, 41)),
    savedAt: START,
  });
}

const sealedDelta = async (from: number, to: number) => {
  const plain = rosterDelta(fileOf(from), fileOf(to));
  if (!plain) throw new Error('no delta');
  return phone.seal(plain, rosterDeltaAad(GATE, from, to));
};

/** From now on the server has this generation, as a whole and as what changed since each before it. */
async function serve(generation: number, more: { delta?: Uint8Array<ArrayBuffer> } = {}) {
  phone.street.rosterGeneration = generation;
  const etag = `"${generation}"`;
  const { sealedAnswers } = phone.server;
  sealedAnswers.clear();
  for (let from = 41; from < generation; from += 1) {
    const delta = more.delta ?? (await sealedDelta(from, generation));
    const headers = { etag, 'content-type': ROSTER_DELTA_TYPE };
    sealedAnswers.set(`/roster?from=${from}`, () => new Response(delta, { headers }));
  }
  const whole = await phone.seal(fileOf(generation), rosterAad(GATE, generation));
  sealedAnswers.set('/roster', () => new Response(whole, { headers: { etag } }));
}

const kept = async () => [
  (await database.rosters.get(GATE))?.generation,
  ...(await database.rosterDeltas.toArray()).map(({ from, to }) => `${from}-${to}`),
];

it('keeps what changed beside the roster, sealed as it came, and an open session uses it', async () => {
  const session = await phone.startShift();
  await serve(42);
  expect((await phone.pull()).kind).toBe('done');
  expect(await kept()).toEqual([41, '41-42']);
  await vi.waitFor(() =>
    expect([session.roster?.generation, tailOfDu(session)]).toEqual([42, '9042']),
  );
  await serve(43);
  phone.now += 60_000;
  await phone.pull();
  expect(await kept()).toEqual([41, '41-42', '42-43']);
  await vi.waitFor(() => expect(tailOfDu(session)).toBe('9043'));
  expect(session.rosterSavedAt).toBe(phone.now);
  phone.server.requests.length = 0;
  await phone.pull();
  expect(phone.server.requests).not.toContain(`GET /api/gates/${GATE}/roster`);
});

it('fetches the whole roster after five changes, under another card, and of another place', async () => {
  for (const generation of [42, 43, 44, 45, 46, 47]) {
    await serve(generation);
    await phone.pull();
  }
  expect(await kept()).toEqual([47]);
  await serve(48);
  await phone.pull();
  expect(await kept()).toEqual([47, '47-48']);
  phone.server.cardEpoch = 2;
  await serve(49);
  await phone.pull();
  expect(await kept()).toEqual([49]);
  phone.server.compoundId = 'yinxingyuan';
  await serve(50);
  await phone.pull();
  expect(await kept()).toEqual([50]);
  expect((await database.rosters.get(GATE))?.compoundId).toBe('yinxingyuan');
});

it.each([
  ['does not open', async () => new Uint8Array(60)],
  [
    'is of a format that this version does not know',
    () => phone.seal(new Uint8Array([0x80]), rosterDeltaAad(GATE, 42, 43)),
  ],
  [
    'follows another roster',
    async () =>
      phone.seal(
        rosterDelta(fileOf(41), fileOf(43)) as Uint8Array<ArrayBuffer>,
        rosterDeltaAad(GATE, 42, 43),
      ),
  ],
])(
  'works with what is sound of the roster when a change %s, until the whole has come',
  async (_, spoilt) => {
    await serve(42);
    await phone.pull();
    await serve(43, { delta: await spoilt() });
    await phone.pull();
    expect(await kept()).toEqual([41, '41-42', '42-43']);
    const session = await phone.startShift();
    expect(session.named).toBe(true);
    expect(session.roster?.size).toBe(sampleSource.residents.length);
    await vi.waitFor(async () => {
      await phone.pull();
      expect(await kept()).toEqual([43]);
    });
    await vi.waitFor(() => expect(tailOfDu(session)).toBe('9043'));
  },
);

it('keeps nothing twice when two windows pull at once', async () => {
  await serve(42);
  await Promise.all([phone.pull(), phone.pull()]);
  expect(await kept()).toEqual([41, '41-42']);
});
