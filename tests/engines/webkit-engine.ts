import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser, Engine } from './browser.ts';
import { Child } from './child.ts';
import { pathOf } from './path-of.ts';
import { WebDriverSession } from './webdriver-session.ts';

const DRIVER = pathOf('WebKitWebDriver');
const DISPLAY = pathOf('Xvfb');
const PYTHON = '/usr/bin/python3';
const HOST = join(import.meta.dirname, 'webkit-host.py');

/** WebKitGTK stands in for iPhones: the same engine, built by others, with other media and another sandbox. */
export const webkit: Engine = {
  name: 'WebKitGTK',
  missing: whatIsMissing(),
  version: () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own
    const said = execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'webkit2gtk-driver'], {
      encoding: 'utf8',
    });
    return `WebKitGTK ${said.trim()}`;
  },
  async start(folder): Promise<Browser> {
    const display = new Child(DISPLAY ?? '', [
      ...['-displayfd', '3', '-screen', '0', '800x1000x24', '-nolisten', 'tcp'],
    ]);
    const number = await display.lineOf('fd3', /^(\d+)$/);
    const port = await freePort();
    const driver = new Child(DRIVER ?? '', [`--port=${port}`], {
      DISPLAY: `:${number}`,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      // Root has no sandbox, and the pages are our own.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    });
    const session = await openWhenReady(`http://127.0.0.1:${port}`, folder);
    const end = async () => {
      await driver.kill();
      await display.kill();
    };
    return {
      goto: (address) => session.goto(address),
      run: (expression) => session.run(expression),
      kill: end,
      async close() {
        await session.close().catch(() => undefined);
        await end();
      },
    };
  },
};

function whatIsMissing(): string | null {
  if (DRIVER === null) return 'no WebKitWebDriver: apt-get install webkit2gtk-driver';
  if (DISPLAY === null) return 'no Xvfb: apt-get install xvfb';
  const bindings = 'import gi; gi.require_version("WebKit2", "4.1")';
  const hasBindings = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', bindings]).status === 0;
  return hasBindings ? null : 'no WebKit for Python: apt-get install python3-gi gir1.2-webkit2-4.1';
}

async function openWhenReady(driver: string, folder: string): Promise<WebDriverSession> {
  const options = { binary: PYTHON, args: [HOST, folder] };
  for (let tries = 1; ; tries += 1) {
    try {
      return await WebDriverSession.open(driver, { 'webkitgtk:browserOptions': options });
    } catch (error) {
      // The driver does not say when it listens.
      if (tries === 50 || !(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
