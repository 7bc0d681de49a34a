import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ClipPart, showInClip, writeClip } from '../clips/clip.ts';
import { greyPng, qrPicture } from '../clips/qr-picture.ts';
import { PATIENCE_MS } from '../journeys/profile.ts';

/** As long as a pass: version 6 at level M. */
const passText =
  '6BFOXN*TS0BI$ZDN-O6W.08OYJPTMC.HGFUIJQP7QG/N79P2R1K8CTQ+GJ9F9K-L/W4DUO7LCV*'.repeat(2);

const emptyScene: ClipPart = { text: null, ms: 500 };
const neverMs = 600_000;

let folder: string;
let clip: string;
let server: PreviewServer;
let browser: Browser;
let shared: Page;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-scanner-'));
  clip = join(folder, 'camera.y4m');
  await writeClip(clip, [emptyScene]);
  const outDir = join(folder, 'dist');
  const root = join(import.meta.dirname, 'page');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    worker: { format: 'es' },
  });
  server = await preview({
    root,
    configFile: false,
    build: { outDir },
    preview: { port: 0, allowedHosts: ['gate.test'] },
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--host-resolver-rules=MAP gate.test 127.0.0.1',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await writeClip(clip, [emptyScene]);
  shared ??= await browser.newPage();
  await begin(shared);
});

afterEach(async () => {
  if (page !== shared) await page.close();
});

/** Loads the page anew; nothing is left of the test before. */
async function begin(where: Page): Promise<void> {
  page = where;
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`http://localhost:${serverPort()}/`);
  await page.evaluate(() => localStorage.clear());
}

/** A clock that stands under the test's hand stays so for good: it gets a page of its own. */
async function beginWithClock(): Promise<void> {
  await begin(await browser.newPage());
  await page.clock.install();
}

function serverPort(): number {
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const start = (sleepAfterMs = neverMs) =>
  page.evaluate((ms) => window.page.start(ms), sleepAfterMs);
const codes = () => page.evaluate(() => window.page.codes);
const codesReach = (count: number) =>
  page.waitForFunction((wanted) => window.page.codes.length >= wanted, count);
const stateIs = (kind: string) =>
  page.waitForFunction((wanted) => window.page.states.at(-1)?.kind === wanted, kind);
const tracksAre = () => page.evaluate(() => window.page.tracks.map((track) => track.readyState));
const stopsShowing = () => page.evaluate(() => window.page.video.srcObject === null);

async function setHidden(hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (value ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

test('a clip of several codes is read, each once while it is held up', async () => {
  const texts = ['KD FIRST 1', 'KD SECOND 2', 'KD THIRD 3'];
  await writeClip(clip, [
    ...texts.flatMap((text, index) => [
      { text, ms: 1_000, tiltDegrees: 5 * index, noise: index },
      { text: null, ms: 300 },
    ]),
  ]);
  await start();
  await page.waitForFunction((wanted) => new Set(window.page.codes).size === wanted, texts.length);
  const read = await codes();
  expect(new Set(read)).toEqual(new Set(texts));
  expect(read.every((text, index) => text !== read[index - 1])).toBe(true);
});

test('codes shown one after another are told in that order', async () => {
  await start();
  const texts = ['KD ONE', 'https://example.org/two?三=叁', 'KD:THREE'];
  for (const [index, text] of texts.entries()) {
    await showInClip(clip, { text, tiltDegrees: 8 * index - 10 });
    await codesReach(index + 1);
  }
  expect(await codes()).toEqual(texts);
});

test.each(['VideoFrame', 'VideoFrame OffscreenCanvas'])(
  'a browser without %s reads too',
  async (names) => {
    await page.evaluate((list) => {
      for (const name of list.split(' ')) Reflect.deleteProperty(globalThis, name);
    }, names);
    await start();
    await showInClip(clip, { text: 'KD PLAIN' });
    await codesReach(1);
    const picture = await readInPage(qrPicture('KD PICTURE'));
    expect([await codes(), picture]).toEqual([['KD PLAIN'], 'KD PICTURE']);
  },
);

test('a browser that keeps the camera’s frames in the window reads too', async () => {
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: unknown, ...rest: unknown[]) {
      const isStream = message instanceof Object && 'stream' in message;
      if (isStream) throw new DOMException('', 'DataCloneError');
      Reflect.apply(postMessage, this, [message, ...rest]);
    };
  });
  await start();
  await showInClip(clip, { text: 'KD WINDOW' });
  await codesReach(1);
  expect(await codes()).toEqual(['KD WINDOW']);
});

/** Starts with sleep after 30 s, then lets 31 s pass at once. */
async function fallAsleep(): Promise<void> {
  await beginWithClock();
  await start(30_000);
  await stateIs('scanning');
  await page.clock.fastForward(31_000);
  await stateIs('asleep');
}

test('the camera is off while it sleeps and wakes with a tap', async () => {
  await fallAsleep();
  expect(await tracksAre()).toEqual(['ended']);
  expect(await stopsShowing()).toBe(true);
  await showInClip(clip, { text: 'KD AWAKE' });
  await page.evaluate(() => window.page.scanner().wake());
  await codesReach(1);
  expect(await codes()).toEqual(['KD AWAKE']);
});

test('a camera in use stays awake', async () => {
  await beginWithClock();
  await start(30_000);
  await stateIs('scanning');
  for (let round = 0; round < 3; round++) {
    await page.clock.fastForward(15_000);
    await page.evaluate(() => window.page.scanner().wake());
  }
  expect(await tracksAre()).toEqual(['live']);
});

test('a camera that fell asleep in a pause is back at its end', async () => {
  await beginWithClock();
  await start(30_000);
  await stateIs('scanning');
  await page.evaluate(() => window.page.scanner().pause(true));
  await page.clock.fastForward(31_000);
  await stateIs('asleep');
  await showInClip(clip, { text: 'KD NEXT' });
  await page.evaluate(() => window.page.scanner().pause(false));
  await codesReach(1);
  expect(await codes()).toEqual(['KD NEXT']);
});

test('a clip written while the camera sleeps is played at waking', async () => {
  await fallAsleep();
  await writeClip(clip, [{ text: 'KD NEXT CLIP', ms: 1_000 }]);
  await page.evaluate(() => window.page.scanner().wake());
  await codesReach(1);
  expect(await codes()).toEqual(['KD NEXT CLIP']);
});

test('a hidden page holds no camera and has it back on return', async () => {
  await start();
  await stateIs('scanning');
  await setHidden(true);
  expect(await tracksAre()).toEqual(['ended']);
  await showInClip(clip, { text: 'KD BACK' });
  await setHidden(false);
  await codesReach(1);
  expect(await tracksAre()).toEqual(['ended', 'live']);
});

test('a camera that slept before the page was hidden sleeps on', async () => {
  await fallAsleep();
  await setHidden(true);
  await setHidden(false);
  const states = await page.evaluate(() => window.page.states.map(({ kind }) => kind));
  expect(states).toEqual(['starting', 'scanning', 'asleep']);
});

test('a pause keeps the camera and tells nothing; its end reads again', async () => {
  await start();
  await stateIs('scanning');
  await page.evaluate(() => window.page.scanner().pause(true));
  await showInClip(clip, { text: 'KD PAUSED' });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let framesLeft = 10;
        const count = () => {
          if (--framesLeft === 0) resolve();
          else window.page.video.requestVideoFrameCallback(count);
        };
        window.page.video.requestVideoFrameCallback(count);
      }),
  );
  expect(await codes()).toEqual([]);
  expect(await tracksAre()).toEqual(['live']);
  await page.evaluate(() => window.page.scanner().pause(false));
  await codesReach(1);
  expect(await codes()).toEqual(['KD PAUSED']);
});

test('the signal stops the tracks and all calls', async () => {
  await start();
  await stateIs('scanning');
  await page.evaluate(() => window.page.abort());
  expect(await tracksAre()).toEqual(['ended']);
  expect(await stopsShowing()).toBe(true);
  await page.evaluate(() => window.page.scanner().wake());
  const states = await page.evaluate(() => window.page.states.map(({ kind }) => kind));
  expect(states).toEqual(['starting', 'scanning']);
});

test('a camera handed over after the signal is stopped at once', async () => {
  const track = await page.evaluate(async () => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const handOver = Promise.withResolvers<void>();
    const stream = open({ video: true });
    mediaDevices.getUserMedia = () => handOver.promise.then(() => stream);
    window.page.start(60_000);
    await stream;
    window.page.abort();
    handOver.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    return (await stream).getVideoTracks()[0]?.readyState;
  });
  expect(track).toBe('ended');
});

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'none'],
  ['NotReadableError', 'in-use'],
  ['UnknownError', 'failed'],
])(
  'a camera that answers %s is a problem of kind %s, and waking tries again',
  async (name, problem) => {
    await page.evaluate((errorName) => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        mediaDevices.getUserMedia = open;
        throw new DOMException('', errorName);
      };
      window.page.start(60_000);
    }, name);
    await stateIs('problem');
    expect(await page.evaluate(() => window.page.states.at(-1))).toEqual({
      kind: 'problem',
      problem,
    });
    await page.evaluate(() => window.page.scanner().wake());
    await stateIs('scanning');
  },
);

test('a page without TLS is a problem of kind insecure', async () => {
  await page.goto(`http://gate.test:${serverPort()}/`);
  await start();
  expect(await page.evaluate(() => window.page.states.at(-1))).toEqual({
    kind: 'problem',
    problem: 'insecure',
  });
});

test('a browser inside another app that gives no camera is named as that', async () => {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 MicroMessenger/8.0.18' });
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    window.page.start(60_000);
  });
  expect(await page.evaluate(() => window.page.states.at(-1))).toEqual({
    kind: 'problem',
    problem: 'in-app-browser',
  });
});

test('a decoder that cannot be loaded is a problem, and waking tries again', async () => {
  await page.context().route('**/decode-worker*', (route) => route.abort());
  await start();
  await stateIs('problem');
  expect(await tracksAre()).toEqual(['ended']);
  await page.context().unroute('**/decode-worker*');
  await showInClip(clip, { text: 'KD LOADED' });
  await page.evaluate(() => window.page.scanner().wake());
  await codesReach(1);
  expect(await codes()).toEqual(['KD LOADED']);
});

test('a decoder that hangs is replaced, and the next code is read', async () => {
  await beginWithClock();
  let isFirst = true;
  await page.context().route('**/decode-worker*', (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    return route.fulfill({
      contentType: 'text/javascript',
      headers: { 'cache-control': 'no-store' },
      body: `let count = 0;
        addEventListener('message', ({ data }) => {
          while (count > 0);
          count++;
          postMessage({ id: data.id, code: { text: 'KD BEFORE', corners: [] } });
        });`,
    });
  });
  let workersStarted = 0;
  page.on('worker', () => workersStarted++);
  await start();
  await codesReach(1);
  await showInClip(clip, { text: 'KD AFTER' });
  while (workersStarted === 1) {
    await page.clock.fastForward(8_000);
    await page.waitForTimeout(100);
  }
  await codesReach(2);
  await page.context().unroute('**/decode-worker*');
  expect(await codes()).toEqual(['KD BEFORE', 'KD AFTER']);
});

test('a camera without a lamp says so, and switching it changes nothing', async () => {
  await start();
  await stateIs('scanning');
  await page.evaluate(() => window.page.scanner().setTorch(true));
  const last = await page.evaluate(() => window.page.states.at(-1));
  expect(last).toEqual({ kind: 'scanning', torch: 'none' });
});

test('a lamp follows its switch, and a refusal leaves it as it was', async () => {
  const states = await page.evaluate(async () => {
    const { prototype } = MediaStreamTrack;
    prototype.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities;
    prototype.applyConstraints = async () => {};
    const scanning = Promise.withResolvers<void>();
    window.page.states.push = (...states) => {
      if (states.some(({ kind }) => kind === 'scanning')) scanning.resolve();
      return Array.prototype.push.apply(window.page.states, states);
    };
    window.page.start(60_000);
    await scanning.promise;
    await window.page.scanner().setTorch(true);
    prototype.applyConstraints = async () => {
      throw new DOMException('', 'OverconstrainedError');
    };
    await window.page.scanner().setTorch(false);
    return window.page.states;
  });
  expect(states).toEqual([
    { kind: 'starting' },
    { kind: 'scanning', torch: 'off' },
    { kind: 'scanning', torch: 'on' },
    { kind: 'scanning', torch: 'on' },
  ]);
});

function readInPage(picture: Uint8Array): Promise<string | null> {
  const base64 = Buffer.from(picture).toString('base64');
  return page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return window.page.readPicture(new Blob([bytes]));
  }, base64);
}

test('a picture of a code is read, with the camera running or not', async () => {
  expect(await readInPage(qrPicture('KD GALLERY', 2))).toBe('KD GALLERY');
  await start();
  await stateIs('scanning');
  const longest = '0123456789ABCDEF'.repeat(269).slice(0, 4_296);
  expect(await readInPage(qrPicture(longest, 4))).toBe(longest);
});

test('a picture without a code and a file that is no picture have no text', async () => {
  expect(await readInPage(greyPng(new Uint8Array(10_000).fill(200), 100, 100))).toBeNull();
  expect(await readInPage(new TextEncoder().encode('not a picture'))).toBeNull();
});

/** Resolves when the worker has fetched ZXing's C++ port. */
async function cppArrives(): Promise<void> {
  await page.waitForRequest(/zxing_reader.*wasm/).then((request) => request.response());
}

async function withPolicy(policy: string): Promise<void> {
  await page.context().route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': policy };
    await route.fulfill({ response, headers });
  });
  await page.reload();
}

test('a page whose policy allows WebAssembly fetches it and reads through heavy noise', async () => {
  await withPolicy("script-src 'self' 'wasm-unsafe-eval'");
  await showInClip(clip, { text: passText, noise: 40, scale: 0.95 });
  const arrival = cppArrives();
  await start();
  await arrival;
  await codesReach(1);
  expect(await codes()).toEqual([passText]);
  await page.context().unrouteAll();
});

test('a page whose policy refuses WebAssembly reads', async () => {
  await withPolicy("script-src 'self'");
  await start();
  await showInClip(clip, { text: 'KD POLICY' });
  await codesReach(1);
  expect(await readInPage(qrPicture('KD PICTURE'))).toBe('KD PICTURE');
  await page.context().unrouteAll();
});

test('a code is told with where it stands in the video', async () => {
  await showInClip(clip, { text: 'KD PLACE', scale: 0.5, tiltDegrees: 0 });
  await start();
  await codesReach(1);
  const [corners] = await page.evaluate(() => window.page.corners);
  const middle = [0, 1].map(
    (axis) => (corners ?? []).reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / 4,
  );
  expect(middle.map((part) => Math.round(part * 10))).toEqual([5, 5]);
  expect(corners).toHaveLength(4);
});

/** Cameras that differ in what they tell; all of them show the same clip. */
async function withCameras(cameras: readonly { id: string; focusMode?: string[] }[]) {
  await page.evaluate((list) => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () =>
      list.map(({ id }) => ({
        deviceId: id,
        kind: 'videoinput',
        label: `${id}, facing back`,
        groupId: '',
        toJSON: () => '',
      }));
    mediaDevices.getUserMedia = async (constraints) => {
      const { deviceId } = Object(constraints?.video) as MediaTrackConstraints;
      const id = deviceId instanceof Object && 'exact' in deviceId ? deviceId.exact : deviceId;
      const camera = id === undefined ? list[0] : list.find((listed) => listed.id === id);
      if (camera === undefined) throw new DOMException('', 'OverconstrainedError');
      const stream = await open({ video: true });
      const [track] = stream.getVideoTracks();
      if (track === undefined) throw new Error('no track');
      const { focusMode } = camera;
      track.getSettings = () => ({ deviceId: camera.id });
      track.getCapabilities = () =>
        ({ zoom: { min: 1, max: 4, step: 0.1 }, ...(focusMode && { focusMode }) }) as object;
      track.applyConstraints = async (constraint) => {
        window.page.tunings.push(JSON.stringify(constraint?.advanced?.[0]));
      };
      return stream;
    };
  }, cameras);
}

test('a rear camera that cannot focus gives way to one that can, which is remembered', async () => {
  const cameras = [
    { id: 'macro' },
    { id: 'tele', focusMode: ['manual'] },
    { id: 'main', focusMode: ['continuous'] },
  ];
  await withCameras(cameras);
  await start();
  await stateIs('scanning');
  expect(await page.evaluate(() => window.page.cameras)).toEqual(['main']);
  expect(await tracksAre()).toEqual(['ended', 'ended', 'live']);
  await page.evaluate(() => window.page.abort());
  await start();
  await stateIs('scanning');
  expect(await tracksAre()).toEqual(['ended', 'ended', 'ended', 'live']);
  await page.evaluate(() => window.page.abort());
  await withCameras(cameras.slice(0, 1));
  await start();
  await stateIs('scanning');
  expect(await page.evaluate(() => window.page.cameras.at(-1))).toBe('macro');
});

test('zoom goes to the nearest that the camera offers and keeps focus and lamp', async () => {
  await withCameras([{ id: 'main', focusMode: ['continuous'] }]);
  await start();
  await stateIs('scanning');
  await page.evaluate(async () => {
    const scanner = window.page.scanner();
    await Promise.all([scanner.setZoom(2), scanner.setZoom(3), scanner.setZoom(9)]);
  });
  expect(
    await page.evaluate(() => window.page.tunings.map((tuning) => JSON.parse(tuning))),
  ).toEqual([
    { focusMode: 'continuous' },
    { focusMode: 'continuous', zoom: 2 },
    { focusMode: 'continuous', zoom: 4 },
  ]);
  expect(await page.evaluate(() => window.page.states.at(-1))).toMatchObject({
    zoom: { min: 1, max: 4, now: 4 },
  });
});

test('the decoder is a chunk of its own of at most 28 KB gzip', async () => {
  const assets = join(folder, 'dist', 'assets');
  const names = await readdir(assets);
  const worker = names.filter((name) => name.startsWith('decode-worker'));
  expect(worker).toHaveLength(1);
  const bytes = gzipSync(await readFile(join(assets, worker[0] ?? ''))).length;
  expect(bytes).toBeLessThanOrEqual(28 * 1024);
});
