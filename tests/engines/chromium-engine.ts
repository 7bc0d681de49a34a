import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CHROMIUM_PATH } from '../chromium.ts';
import { killBrowserOf, openProfile } from '../journeys/profile.ts';
import type { Browser, Engine } from './browser.ts';

export const chromium: Engine = {
  name: 'Chromium',
  missing: existsSync(CHROMIUM_PATH) ? null : `no Chromium at ${CHROMIUM_PATH}`,
  version: () => execFileSync(CHROMIUM_PATH, ['--version'], { encoding: 'utf8' }).trim(),
  async start(folder): Promise<Browser> {
    const context = await openProfile({ folder, viewport: { width: 360, height: 740 } });
    const page = context.pages()[0] ?? (await context.newPage());
    return {
      goto: async (address) => void (await page.goto(address)),
      run: (expression) => page.evaluate(expression),
      async kill() {
        const closed = context.waitForEvent('close');
        killBrowserOf(folder);
        await closed;
      },
      close: () => context.close(),
    };
  },
};
