import { cardText } from '../../src/sealing/gate-card.ts';
import { openPremises } from '../../src/server/premises.ts';
import { readSettings } from '../../src/server/settings.ts';
import { invite } from '../../src/server/street/invite.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import type { ServerFolders } from './server.ts';

export interface Street {
  readonly gates: readonly { readonly id: string; readonly cardText: string }[];
  /** Good for every phone of the run. */
  readonly invitation: string;
}

/** Fewer than phones: several work at one gate. */
const GATES = ['north', 'south'];

/** A street with one compound and its gates, made before the server starts for the first time. */
export async function makeStreet(
  { dataDir, keysDir, databaseUrl }: ServerFolders,
  origin: string,
  phones: number,
  now: number,
): Promise<Street> {
  const settings = readSettings({
    DATA_DIR: dataDir,
    KEYS_DIR: keysDir,
    PUBLIC_URL: origin,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  });
  const premises = await openPremises(settings);
  const { store, keys } = premises;
  try {
    await keys.keyList(now);
    await store.places.add({
      id: 'wutongli',
      parentId: 'street',
      kind: 'compound',
      name: '梧桐里小区',
    });
    const gates: Street['gates'][number][] = [];
    for (const id of GATES) {
      await store.places.add({ id, parentId: 'wutongli', kind: 'gate', name: id });
      const card = await issueCard(store, keys, id);
      gates.push({ id, cardText: cardText(card.secret) });
    }
    const offer = {
      role: 'gate',
      placeId: 'wutongli',
      minutes: 24 * 60,
      mode: 'at-once',
      uses: phones,
    } as const;
    const made = await invite(offer, origin, premises, now);
    if (!made) throw new Error('no invitation');
    return { gates, invitation: made.link };
  } finally {
    await store.close();
  }
}
