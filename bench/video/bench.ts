// Codes held up before a running camera: how soon each is read, and what the screen has to wait for meanwhile.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import { median, printFigure, quantile, rounded } from '../figure.ts';
import { servePage } from '../serve-page.ts';
import { writeVideoClip } from './clip.ts';
import {
  CLIP_FRAMES,
  CODES,
  codeText,
  FRAMES_PER_CODE,
  FRAMES_PER_SECOND,
  GAP_FRAMES,
} from './clip-plan.ts';
import type { Arrival, Observations } from './observations.ts';
import { slowDown } from './slow-down.ts';

const SYSTEMS = ['kadian', 'zxing-js-canvas-loop'] as const;
const NOISES = { clean: 0, noisy: 7 } as const;
const SLOWED = { '1x': 1, '4x': 4 } as const;
const PASS_MS = (CLIP_FRAMES / FRAMES_PER_SECOND) * 1000;

export async function run({ json }: { json: boolean }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-video-'));
  const clip = join(folder, 'camera.y4m');
  const served = await servePage(fileURLToPath(new URL('.', import.meta.url)));
  try {
    for (const [noiseName, noise] of Object.entries(NOISES)) {
      await writeVideoClip(clip, noise);
      for (const [slowName, factor] of Object.entries(SLOWED)) {
        for (const system of SYSTEMS) {
          const name = `${noiseName}-${slowName}`;
          const { seen, slowdown } = await watch(`${served.url}#${system}`, clip, factor);
          printRun({ bench: 'video', case: name, system }, seen, slowdown, json);
        }
      }
    }
  } finally {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The clip twice: once to load and warm up, once to be measured. */
async function watch(url: string, clip: string, factor: number) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.on('pageerror', (error) => console.error(error));
    await page.goto(url);
    const freeMs = Math.min(...(await timesOfWork(page)));
    const release = factor > 1 ? slowDown(await renderersOf(browser), factor) : async () => {};
    try {
      const slowMs = Math.min(...(await timesOfWork(page)));
      await page.waitForTimeout(2.3 * PASS_MS);
      const seen: Observations = await page.evaluate(() => globalThis.observations);
      return { seen, slowdown: slowMs / freeMs };
    } finally {
      await release();
    }
  } finally {
    await browser.close();
  }
}

/** The least of several is what the machine's other work has disturbed least. */
async function timesOfWork(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await page.evaluate(() => globalThis.timeWork()));
  return times;
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function printRun(
  common: { bench: string; case: string; system: string },
  seen: Observations,
  slowdown: number,
  json: boolean,
): void {
  const pass = lastWholePass(deliveries(seen.arrivals));
  const within = <T extends { readonly atMs: number }>(events: readonly T[]) =>
    events.filter(({ atMs }) => atMs >= pass.fromMs && atMs <= pass.toMs);
  const appearMs: number[] = [];
  const frameMs: number[] = [];
  for (let code = 0; code < CODES; code++) {
    const firstIndex = code * (FRAMES_PER_CODE + GAP_FRAMES);
    const reading = within(seen.readings).find(({ text }) => text === codeText(code));
    const appeared = pass.arrivals.find(({ index }) => index >= firstIndex);
    if (reading === undefined || appeared === undefined) continue;
    appearMs.push(reading.atMs - appeared.atMs);
    const frame = pass.arrivals.findLast(
      ({ index, timestamp, atMs }) =>
        atMs <= reading.atMs && (timestamp === reading.timestamp || index === reading.index),
    );
    if (frame !== undefined) frameMs.push(reading.atMs - frame.atMs);
  }
  const attempts = seen.attemptsAtMs.map((atMs) => ({ atMs }));
  const screen = within(seen.screenFrames);
  const steps = screen.slice(1).map((frame, i) => frame.frameMs - (screen[i]?.frameMs ?? 0));
  const print = (metric: string, value: number, unit: string, p95?: number) =>
    printFigure(
      {
        ...common,
        metric,
        value: rounded(value),
        unit,
        ...(p95 !== undefined && { p95: rounded(p95) }),
      },
      json,
    );
  print('read', appearMs.length, `of ${CODES}`);
  if (appearMs.length > 0) {
    print('appear_to_text', median(appearMs), 'ms', quantile(appearMs, 0.95));
    print('frame_to_text', median(frameMs), 'ms', quantile(frameMs, 0.95));
  }
  print('fps', within(attempts).length / ((pass.toMs - pass.fromMs) / 1000), 'fps');
  print('longest_stall', Math.max(...within(seen.stalls).map(({ ms }) => ms)), 'ms');
  print('raf', median(steps), 'ms', quantile(steps, 0.95));
  print('slowdown', slowdown, 'x');
}

/**
 * When each frame was delivered, by the camera's own clock: the probe runs in the renderer and is as late as
 * all that is slowed there. The frame it saw with the least delay ties both clocks together.
 */
function deliveries(arrivals: readonly Arrival[]): Arrival[] {
  const cameraMs = ({ timestamp }: Arrival) => timestamp / 1000;
  const offsetMs = Math.min(...arrivals.map((arrival) => arrival.atMs - cameraMs(arrival)));
  return arrivals.map((arrival) => ({ ...arrival, atMs: cameraMs(arrival) + offsetMs }));
}

/** From one beginning of the clip to the next. */
function lastWholePass(arrivals: readonly Arrival[]) {
  const starts = arrivals.flatMap(({ index }, i) =>
    index < (arrivals[i - 1]?.index ?? 0) ? [i] : [],
  );
  const to = starts.at(-1) ?? arrivals.length;
  const from = starts.at(-2) ?? 0;
  const fromMs = arrivals[from]?.atMs ?? 0;
  return { arrivals: arrivals.slice(from, to), fromMs, toMs: arrivals[to - 1]?.atMs ?? fromMs };
}
