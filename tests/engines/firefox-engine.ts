import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BidiConnection } from './bidi-connection.ts';
import type { Browser, Engine } from './browser.ts';
import { Child } from './child.ts';
import { pathOf } from './path-of.ts';

const PREFERENCES: Record<string, unknown> = {
  'intl.accept_languages': 'zh-CN',
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  // A picture that moves, in the camera's place, without asking anybody.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
};

const BINARY = pathOf('firefox-esr') ?? pathOf('firefox');

export const firefox: Engine = {
  name: 'Firefox',
  missing: BINARY === null ? 'no firefox-esr: apt-get install firefox-esr' : null,
  version: () => execFileSync(BINARY ?? '', ['--version'], { encoding: 'utf8' }).trim(),
  async start(folder): Promise<Browser> {
    await mkdir(folder, { recursive: true });
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(folder, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0'];
    const child = new Child(BINARY ?? '', args, { HOME: folder, MOZ_CRASHREPORTER_DISABLE: '1' });
    const address = await child.lineOf('stderr', /WebDriver BiDi listening on (ws:\S+)/);
    const connection = await BidiConnection.open(`${address}/session`);
    await connection.send('session.new', { capabilities: {} });
    const tree = await connection.send('browsingContext.getTree', {});
    const [{ context }] = tree.contexts as [{ context: string }];
    return {
      async goto(url) {
        await connection.send('browsingContext.navigate', { context, url, wait: 'complete' });
      },
      async run<T>(expression: string): Promise<T> {
        const said = await connection.send('script.evaluate', {
          expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
          target: { context },
          awaitPromise: true,
        });
        const { type, result, exceptionDetails } = said as {
          type: string;
          result?: { value: string };
          exceptionDetails?: { text: string };
        };
        if (type !== 'success') throw new Error(exceptionDetails?.text ?? 'it threw');
        return JSON.parse(result?.value ?? 'null') as T;
      },
      kill: () => child.kill(),
      async close() {
        await Promise.race([
          connection.send('browser.close', {}).catch(() => undefined),
          new Promise((resolve) => child.process.once('exit', resolve)),
        ]);
        await child.kill();
      },
    };
  },
};
