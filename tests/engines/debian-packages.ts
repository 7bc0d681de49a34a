import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { pathOf } from './path-of.ts';

/** What a Debian package brings, and its name. */
const PACKAGES = [
  [() => pathOf('firefox-esr'), 'firefox-esr'],
  [() => pathOf('WebKitWebDriver'), 'webkit2gtk-driver'],
  [() => pathOf('Xvfb'), 'xvfb'],
  [() => fileOf('/usr/lib/python3/dist-packages/gi/__init__.py'), 'python3-gi'],
  [() => typelibOf('WebKit2-4.1'), 'gir1.2-webkit2-4.1'],
] as const;

/** Installs what is missing where that is possible. What could not be installed is said by the engines themselves. */
export function installMissing(say: (line: string) => void): void {
  const missing = PACKAGES.filter(([find]) => find() === null).map(([, name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || pathOf('apt-get') === null) {
    say(`Not installed, and only root can on Debian: ${missing.join(' ')}`);
    return;
  }
  say(`Installing ${missing.join(' ')} …`);
  const aptGet = (...args: string[]): boolean =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const done = aptGet('update') && aptGet('install', '-y', '--no-install-recommends', ...missing);
  if (!done) say('They could not be installed; what apt-get said stands above.');
}

const fileOf = (path: string): string | null => (existsSync(path) ? path : null);

const typelibOf = (name: string): string | null =>
  globSync(`/usr/lib/*/girepository-1.0/${name}.typelib`)[0] ?? null;
