// The product in three engines. `npm run test:engines [-- chromium|firefox|webkit …] [--json]`: exit 1 when anything fails.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAppIfNeeded } from '../../src/server/app-build.ts';
import type { Engine } from './browser.ts';
import { buildPage } from './build-page.ts';
import { killAll } from './child.ts';
import { installMissing } from './debian-packages.ts';
import type { CheckResult } from './page/run-checks.ts';
import { runAppChecks } from './run-app-checks.ts';
import { runPageChecks } from './run-page-checks.ts';

const args = process.argv.slice(2);
const isJson = args.includes('--json');
const say = (line: string): void => (isJson ? console.error(line) : console.log(line));

const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = {
  chromium: async () => (await import('./chromium-engine.ts')).chromium,
  firefox: async () => (await import('./firefox-engine.ts')).firefox,
  webkit: async () => (await import('./webkit-engine.ts')).webkit,
};
const asked = args.filter((arg) => !arg.startsWith('-'));
const unknown = asked.filter((name) => !(name in ENGINES));
if (unknown.length > 0) {
  console.error(`no engine ${unknown.join(', ')}: there are ${Object.keys(ENGINES).join(', ')}`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(ENGINES);
installMissing(names, say);
// Only now: an engine looks for its programs when it is loaded.
const engines = await Promise.all(
  Object.entries(ENGINES).flatMap(([name, load]) => (names.includes(name) ? [load()] : [])),
);

buildAppIfNeeded(say);
const folder = await mkdtemp(join(tmpdir(), 'kadian-engines-'));
const page = join(folder, 'page');
const results = new Map<Engine, CheckResult[]>();
try {
  await buildPage(page);
  for (const engine of engines) results.set(engine, await resultsOf(engine));
} finally {
  await killAll();
  await rm(folder, { recursive: true, force: true });
}
report();
process.exit([...results.values()].flat().some(({ failure }) => failure !== null) ? 1 : 0);

async function resultsOf(engine: Engine): Promise<CheckResult[]> {
  if (engine.missing !== null) return [{ name: 'the engine is there', failure: engine.missing }];
  say(`${engine.version()} …`);
  const own = join(folder, engine.name);
  const checks = [() => runPageChecks(engine, page, own), () => runAppChecks(engine, own)];
  const found: CheckResult[] = [];
  for (const run of checks) {
    try {
      found.push(...(await run()));
    } catch (error) {
      found.push({ name: 'the engine can be driven', failure: String(error) });
      await killAll();
    }
  }
  return found;
}

function report(): void {
  if (isJson) {
    for (const [engine, checks] of results) {
      for (const check of checks) console.log(JSON.stringify({ engine: engine.name, ...check }));
    }
    return;
  }
  const columns = [...results.keys()];
  const rows = [...new Set([...results.values()].flat().map(({ name }) => name))];
  console.log(`\n${columns.map(({ name }) => name.padEnd(10)).join(' ')}`);
  const markOf = (engine: Engine, row: string): string => {
    const check = results.get(engine)?.find(({ name }) => name === row);
    if (check === undefined) return '–';
    return check.failure === null ? 'passed' : 'FAILED';
  };
  for (const row of rows) {
    console.log(`${columns.map((engine) => markOf(engine, row).padEnd(10)).join(' ')} ${row}`);
  }
  for (const [engine, checks] of results) {
    for (const { name, failure } of checks) {
      if (failure !== null) console.log(`\n${engine.name}: ${name}\n  ${failure}`);
    }
  }
}
