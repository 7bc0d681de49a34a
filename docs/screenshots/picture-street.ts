import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardText } from '../../src/sealing/gate-card.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { signPass } from '../../src/sealing/pass.ts';
import { DIST_DIR } from '../../src/server/app-build.ts';
import { tellRecent } from '../../src/server/demo/start-demo.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { startServer } from '../../src/server/start-server.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { invite } from '../../src/server/street/invite.ts';

/** A spring afternoon in Shanghai, on every run: the same seed and clock give the same street. */
const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const SIZE = { now: NOW, seed: 20_200_326, residents: 2_000, days: 3 };
const DAY_MS = 86_400_000;
const COMPOUND_ID = 'wutongli';
const GATE_ID = 'wutongli-north';
const LINK_USES = 100;

export interface PictureStreet {
  readonly url: string;
  readonly now: () => number;
  readonly advance: (ms: number) => Promise<void>;
  /** Who should be on duty at the gate. */
  readonly names: readonly string[];
  readonly gateCard: string;
  readonly forgedPass: string;
  readonly householdPass: string;
  /** Passes of green households, one person of each; nobody of them went through lately. */
  readonly greenPasses: readonly string[];
  readonly redPass: string;
  /** Digits and initials that find somebody. */
  readonly initials: string;
  readonly phoneLink: () => Promise<string>;
  readonly deskLink: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** The demo's street behind the real server, with a clock that the pictures hold. */
export async function openPictureStreet(appVersion: string): Promise<PictureStreet> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-pictures-'));
  const dataDir = join(folder, 'data');
  const keysDir = join(folder, 'keys');
  const store = await openSqliteStore(dataDir);
  const keys = await openKeyStore(keysDir);
  const since = NOW - 3 * DAY_MS;
  const { onDeviceIds } = await tellRecent({ store, keys, appVersion }, SIZE, since);
  await store.close();
  let now = NOW;
  const server = await startServer(
    {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      keysDir,
      database: null,
      publicUrl: 'http://localhost',
      tls: null,
      trustProxy: null,
      timeZone: 'Asia/Shanghai',
    },
    { distDir: DIST_DIR, clock: () => now },
  );
  const url = `http://localhost:${server.port}`;
  const link = async (role: 'gate' | 'street', placeId: string): Promise<string> => {
    const offer = { role, placeId, minutes: 600, mode: 'at-once', uses: LINK_USES } as const;
    const made = await invite(offer, url, server, now);
    if (!made) throw new Error(`no place ${placeId}`);
    return made.link;
  };
  const gate = await server.store.gates.find(GATE_ID);
  const card = gate && (await server.keys.card(GATE_ID, gate.cardEpoch));
  if (!card) throw new Error(`no card for ${GATE_ID}`);
  const { key, keyId } = server.keys.pass;
  const ofResidents = {
    streetId: 'qingshi',
    compoundId: COMPOUND_ID,
    kind: 'resident',
    text: '',
  } as const;
  const valid = (await server.store.passes.page(ofResidents, null, 900)).flatMap(
    ({ pass, household, resident }) =>
      resident && pass.validFrom <= NOW && pass.validUntil > NOW
        ? [{ pass, household, resident }]
        : [],
  );
  const everything = { gateIds: null, from: null, to: null, verdict: null, direction: null };
  const anybody = { search: null, rosterNumber: null, householdId: null };
  const filter = { streetId: 'qingshi', ...everything, ...anybody };
  const lately = new Set(
    (await server.store.ledger.lines(filter, null, 20_000)).map(({ room }) => room),
  );
  const passesOf = (colour: string) => {
    const households = new Set<number>();
    const first = valid.filter(({ household, resident }) => {
      if (household.colour !== colour || households.has(household.id)) return false;
      if (lately.has(household.label)) return false;
      households.add(household.id);
      return resident.name.length === 3;
    });
    return Promise.all(
      first
        .slice(0, 12)
        .map(({ pass: { passNumber, validFrom, validUntil } }) =>
          signPass({ passNumber, kind: 'resident', validFrom, validUntil }, key, Number(keyId)),
        ),
    );
  };
  const [redPass] = await passesOf('red');
  if (redPass === undefined) throw new Error('no red household has a pass');
  const ofHouseholds = { ...ofResidents, kind: 'household' } as const;
  const isFamily = (id: number) =>
    valid.filter(({ household }) => household.id === id && household.colour === 'green').length > 2;
  const shared = (await server.store.passes.page(ofHouseholds, null, 900)).find(
    ({ pass, household }) =>
      pass.validFrom <= NOW && pass.validUntil > NOW && isFamily(household.id),
  )?.pass;
  if (!shared) throw new Error('no family has a pass');
  const stranger = await generateSigningKeyPair(false);
  const times = { validFrom: NOW - 86_400_000, validUntil: NOW + 86_400_000 };
  const turns = await server.store.turns.touching('qingshi', [GATE_ID], { from: NOW, to: NOW + 1 });
  const people = await server.store.volunteers.all('qingshi');
  return {
    url,
    names: turns.flatMap((turn) => people.find(({ id }) => id === turn.volunteerId)?.name ?? []),
    now: () => now,
    advance: async (ms) => {
      now += ms;
      for (const id of onDeviceIds) await server.store.devices.seen(id, now, 0);
    },
    householdPass: await signPass(
      {
        passNumber: shared.passNumber,
        kind: 'household',
        validFrom: shared.validFrom,
        validUntil: shared.validUntil,
      },
      key,
      Number(keyId),
    ),
    gateCard: cardText(card.secret),
    forgedPass: await signPass(
      { passNumber: 70_000, kind: 'resident', ...times },
      stranger.privateKey,
      Number(keyId),
    ),
    greenPasses: await passesOf('green'),
    redPass,
    initials: valid[40]?.resident.initials[0] ?? '',
    phoneLink: () => link('gate', COMPOUND_ID),
    deskLink: () => link('street', 'qingshi'),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
