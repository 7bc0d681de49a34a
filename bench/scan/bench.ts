// What is read of pictures that have their text beside them, by Kadian and by those it could have used.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../tests/chromium.ts';
import { median, printFigure, quantile, rounded } from '../figure.ts';
import { servePage } from '../serve-page.ts';
import { type Picture, picturesBelow, sameText } from './pictures.ts';
import { SYSTEMS, type SystemName } from './system.ts';

interface Outcome {
  readonly picture: Picture;
  readonly system: SystemName;
  readonly kind: 'read' | 'misread' | 'nothing';
  readonly ms: number;
}

interface Options {
  readonly json: boolean;
  readonly rounds?: number;
  readonly images?: string;
}

export async function run({ json, rounds = 1, images }: Options): Promise<void> {
  if (images === undefined) {
    console.error('Say which pictures: --images FOLDER, with NAME.txt beside each that has a code');
    process.exit(2);
  }
  const outcomes = await readAll(picturesBelow(images), rounds);
  const sets = [...new Set(outcomes.map(({ picture }) => picture.set))];
  printCase('photos', outcomes, json);
  if (sets.length < 2) return;
  for (const set of sets) {
    const ofSet = outcomes.filter(({ picture }) => picture.set === set);
    printCase(`photos/${set}`, ofSet, json);
  }
}

async function readAll(pictures: readonly Picture[], rounds: number): Promise<Outcome[]> {
  const served = await servePage(fileURLToPath(new URL('.', import.meta.url)));
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(served.url);
    await page.waitForFunction(() => 'openPicture' in globalThis);
    const outcomes: Outcome[] = [];
    for (const [index, picture] of pictures.entries()) {
      const base64 = readFileSync(picture.path).toString('base64');
      await page.evaluate((encoded) => globalThis.openPicture(encoded), base64);
      if (index === 0) await warmUp(page);
      // Nobody is always the first.
      const order = SYSTEMS.map((_, i) => SYSTEMS[(i + index) % SYSTEMS.length] ?? 'kadian');
      for (const system of order) {
        const timings: number[] = [];
        let texts: readonly string[] = [];
        for (let round = 0; round < rounds; round++) {
          const attempt = await page.evaluate((name) => globalThis.readPicture(name), system);
          timings.push(attempt.ms);
          texts = attempt.texts;
        }
        outcomes.push({ picture, system, kind: kindOf(picture, texts), ms: median(timings) });
      }
    }
    return outcomes;
  } finally {
    await browser.close();
    await served.close();
  }
}

async function warmUp(page: Page): Promise<void> {
  for (const system of SYSTEMS) {
    for (let i = 0; i < 3; i++) {
      await page.evaluate((name) => globalThis.readPicture(name), system);
    }
  }
}

/** Of several texts the first counts: it is the one that a scanner would act on. */
function kindOf({ text }: Picture, [first]: readonly string[]): Outcome['kind'] {
  if (first === undefined) return 'nothing';
  return sameText(first) === text ? 'read' : 'misread';
}

function printCase(name: string, outcomes: readonly Outcome[], json: boolean): void {
  for (const system of SYSTEMS) {
    const own = outcomes.filter((outcome) => outcome.system === system);
    const common = { bench: 'scan', case: name, system };
    const count = (kind: Outcome['kind']) => own.filter((outcome) => outcome.kind === kind).length;
    const of = `of ${own.length}`;
    printFigure({ ...common, metric: 'read', value: count('read'), unit: of }, json);
    printFigure({ ...common, metric: 'misread', value: count('misread'), unit: of }, json);
    const timings = own.map(({ ms }) => ms);
    const p95 = rounded(quantile(timings, 0.95));
    const ms = rounded(median(timings));
    printFigure({ ...common, metric: 'ms', value: ms, unit: 'ms', p95 }, json);
  }
}
