import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { visitSay } from '../../src/words/visit-words.ts';
import { openProfile } from '../journeys/profile.ts';
import { startStreetServer } from '../journeys/street-server.ts';

test('a phone that has the app gets the visitors’ page from the server, and keeps none of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-visit-apart-'));
  const street = await startStreetServer(folder);
  const viewport = { width: 360, height: 740 };
  const context = await openProfile({ folder: join(folder, 'phone'), viewport });
  try {
    const page = await context.newPage();
    await page.goto(street.facts.url);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const stores = await Promise.all(names.map((name) => caches.open(name)));
      const requests = await Promise.all(stores.map((store) => store.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain('/index.html');
    expect(kept.filter((path) => path.startsWith('/visit'))).toEqual([]);
    await page.goto(`${street.facts.url}/visit/#north`);
    await page.getByRole('heading', { name: visitSay('zh-CN')('visit.title') }).waitFor();
    await page.getByRole('button', { name: visitSay('zh-CN')('visit.make') }).waitFor();
  } finally {
    await context.close();
    await street.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
