import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { streetMoment } from '../../../src/domain/street-time.ts';
import { cardText } from '../../../src/sealing/gate-card.ts';
import { buildAppIfNeeded } from '../../../src/server/app-build.ts';
import { readSettings } from '../../../src/server/settings.ts';
import { type RunningServer, startServer } from '../../../src/server/start-server.ts';
import { invite } from '../../../src/server/street/invite.ts';
import { issueCard } from '../../../src/server/street/issue-card.ts';
import { freePort } from '../../server/server-process.ts';

export const DAY = '2022-03-28';
/** Three gates of three compounds. */
export const GATES = [
  { id: 'north', compound: '梧桐里', name: '北门' },
  { id: 'south', compound: '锦绣苑', name: '南门' },
  { id: 'east', compound: '铁路新村', name: '东门' },
] as const;
export type GateId = (typeof GATES)[number]['id'];

/** A street on its day: the server in this process, on SQLite, and everybody's clock. */
export interface DayStreet {
  readonly origin: string;
  readonly gates: readonly { readonly id: GateId; readonly cardText: string }[];
  /** Good for all phones. */
  readonly invitation: string;
  readonly deskInvitation: string;
  readonly now: () => number;
  /** 'HH:MM' of the day. */
  readonly comesTo: (clock: string) => void;
  readonly waits: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

const momentOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return streetMoment(DAY, hour, minute, DEFAULT_POLICY.timeZone) as number;
};

export async function startDayStreet(folder: string): Promise<DayStreet> {
  buildAppIfNeeded(() => undefined);
  let now = momentOf('05:30');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const settings = readSettings({
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    PUBLIC_URL: origin,
  });
  const server = await startServer(settings, { clock: () => now });
  const cards = await makePlaces(server);
  const invitationTo = async (role: 'gate' | 'street', uses: number): Promise<string> => {
    const mode = role === 'gate' ? 'at-once' : 'ask';
    const offer = { role, placeId: 'street', minutes: 24 * 60, mode, uses } as const;
    const made = await invite(offer, origin, server, now);
    if (!made) throw new Error('no invitation');
    return made.link;
  };
  return {
    origin,
    gates: cards,
    invitation: await invitationTo('gate', 2 * GATES.length),
    deskInvitation: await invitationTo('street', 1),
    now: () => now,
    comesTo(clock) {
      now = momentOf(clock);
    },
    waits(ms) {
      now += ms;
    },
    stop: () => server.stop(),
  };
}

async function makePlaces({ store, keys }: RunningServer): Promise<DayStreet['gates']> {
  const { places } = store;
  await places.add({ id: 'wutong', parentId: 'street', kind: 'community', name: '梧桐社区' });
  const cards: DayStreet['gates'][number][] = [];
  for (const { id, compound, name } of GATES) {
    const compoundId = `${id}-compound`;
    await places.add({ id: compoundId, parentId: 'wutong', kind: 'compound', name: compound });
    await places.add({ id, parentId: compoundId, kind: 'gate', name });
    const { secret } = await issueCard(store, keys, id);
    cards.push({ id, cardText: cardText(secret) });
  }
  return cards;
}
