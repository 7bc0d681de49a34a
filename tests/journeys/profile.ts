import { execFileSync } from 'node:child_process';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../chromium.ts';

export interface ProfileOptions {
  /** The browser's folder: what stays on the disk when it ends. */
  readonly folder: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly isPhone?: boolean;
  /** What the camera sees. */
  readonly clip?: string;
  readonly offline?: boolean;
}

export function openProfile(options: ProfileOptions): Promise<BrowserContext> {
  const { folder, viewport, isPhone = false, clip, offline = false } = options;
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
  });
}

/** Ends the browser of this folder at once, with all its processes: nothing can be saved or flushed any more. */
export function killBrowserOf(folder: string): void {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => line.includes(`--user-data-dir=${folder}`));
  const browser = own.find((line) => !line.includes('--type='));
  if (browser === undefined) throw new Error(`no browser runs on ${folder}`);
  // Playwright starts the browser as the leader of a process group.
  process.kill(-Number.parseInt(browser, 10), 'SIGKILL');
}
