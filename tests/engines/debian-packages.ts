import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { pathOf } from './path-of.ts';

/** What an engine needs of a Debian package, and the package's name. */
const PACKAGES: Readonly<
  Record<string, readonly (readonly [find: () => string | null, name: string])[]>
> = {
  firefox: [[() => pathOf('firefox-esr') ?? pathOf('firefox'), 'firefox-esr']],
  webkit: [
    [() => pathOf('WebKitWebDriver'), 'webkit2gtk-driver'],
    [() => pathOf('Xvfb'), 'xvfb'],
    [() => fileOf('/usr/lib/python3/dist-packages/gi/__init__.py'), 'python3-gi'],
    [() => typelibOf('WebKit2-4.1'), 'gir1.2-webkit2-4.1'],
  ],
};

/**
 * Installs what the engines of these names lack, where that is possible. What could not be installed is said by the engines
 * themselves.
 */
export function installMissing(engines: readonly string[], say: (line: string) => void): void {
  const missing = engines
    .flatMap((engine) => PACKAGES[engine] ?? [])
    .filter(([find]) => find() === null)
    .map(([, name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || pathOf('apt-get') === null) {
    say(`Not installed, and only root can on Debian: ${missing.join(' ')}`);
    return;
  }
  say(`Installing ${missing.join(' ')} …`);
  // A source that is not to be had says nothing of the others, nor a package that is not of the others.
  aptGet('update');
  const failed = missing.filter(
    (name) => !aptGet('install', '-y', '--no-install-recommends', name),
  );
  if (failed.length > 0) {
    say(`Not installed, for what apt-get said above: ${failed.join(' ')}`);
  }
}

const aptGet = (...args: string[]): boolean =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const fileOf = (path: string): string | null => (existsSync(path) ? path : null);

const typelibOf = (name: string): string | null =>
  globSync(`/usr/lib/*/girepository-1.0/${name}.typelib`)[0] ?? null;
