import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../chromium.ts';

/** How long a machine under load may take for what is waited for. */
export const PATIENCE_MS = 100_000;

export interface ProfileOptions {
  /** The browser's folder: what stays on the disk when it ends. */
  readonly folder: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly isPhone?: boolean;
  /** What the camera sees. */
  readonly clip?: string;
  readonly offline?: boolean;
  /** False: no service worker, whose some hundred files cost seconds of a core. For what always has a network. */
  readonly isKeptOffline?: boolean;
}

export function openProfile(options: ProfileOptions): Promise<BrowserContext> {
  const { folder, viewport, isPhone = false, clip, offline = false } = options;
  const { isKeptOffline = true } = options;
  const camera =
    clip === undefined
      ? []
      : [
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          `--use-file-for-fake-video-capture=${clip}`,
        ];
  return chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS, ...camera],
    viewport,
    hasTouch: isPhone,
    isMobile: isPhone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    offline,
    serviceWorkers: isKeptOffline ? 'allow' : 'block',
  });
}

/** Ends the browser of this folder at once, with all its processes: nothing can be saved or flushed any more. */
export function killBrowserOf(folder: string): void {
  const browser = runningCommands().find(
    ({ command }) => command.includes(`--user-data-dir=${folder}`) && !command.includes('--type='),
  );
  if (browser === undefined) throw new Error(`no browser runs on ${folder}`);
  // Playwright starts the browser as the leader of a process group.
  process.kill(-browser.pid, 'SIGKILL');
}

function runningCommands(): { pid: number; command: string }[] {
  if (!existsSync('/proc/self/cmdline')) {
    const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' });
    return lines.split('\n').map((command) => ({ pid: Number.parseInt(command, 10), command }));
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}
