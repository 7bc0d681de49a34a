import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardText } from '../../src/sealing/gate-card.ts';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { signPass } from '../../src/sealing/pass.ts';
import { DIST_DIR } from '../../src/server/app-build.ts';
import { buildDemoStreet } from '../../src/server/demo/build-demo-street.ts';
import { openKeyStore } from '../../src/server/keys/key-store.ts';
import { startServer } from '../../src/server/start-server.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { invite } from '../../src/server/street/invite.ts';

/** A spring afternoon in Shanghai, on every run: the same seed and clock give the same street. */
const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const SIZE = { now: NOW, seed: 20_200_326, residents: 2_000, days: 2 };
const COMPOUND_ID = 'wutongli';
const GATE_ID = 'wutongli-north';
const LINK_USES = 100;

export interface PictureStreet {
  readonly url: string;
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  readonly gateCard: string;
  readonly forgedPass: string;
  /** Passes of green households, one person of each. */
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
  await buildDemoStreet({ store, keys: await openKeyStore(keysDir), appVersion }, SIZE);
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
  const link = async (role: 'gate' | 'desk', placeId: string): Promise<string> => {
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
  const passesOf = (colour: string) => {
    const households = new Set<number>();
    const first = valid.filter(({ household, resident }) => {
      if (household.colour !== colour || households.has(household.id)) return false;
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
  const stranger = await generateSigningKeyPair(false);
  const times = { validFrom: NOW - 86_400_000, validUntil: NOW + 86_400_000 };
  return {
    url,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
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
    deskLink: () => link('desk', 'qingshi'),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
