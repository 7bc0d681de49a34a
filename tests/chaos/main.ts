// npm run chaos -- --seed N --phones P --records R --store sqlite|postgres [--seeds K] [--plant NAME] [--json] [--trace]
import { parseArgs } from 'node:util';
import { Databases } from './databases.ts';
import { runOneSeed, type SeedResult } from './one-seed.ts';
import { loadPhoneCode } from './phone-code.ts';
import { PLANTS } from './plants.ts';

const HELP = `npm run chaos -- [--seed N] [--seeds K] [--phones P] [--records R] [--store sqlite|postgres]
                [--plant NAME] [--json] [--trace]

Phones and a real server under faults that the seed decides; at the end every record that was shown as saved is looked
for in the server's rows. Exit code 1: something is missing, doubled or untrue.

  --seed N      the first seed (1)
  --seeds K     so many seeds, one after another (1)
  --phones P    (20)
  --records R   that each phone has to save (200)
  --store       sqlite or postgres (sqlite)
  --plant NAME  a defect to find: ${PLANTS.join(', ')};
                ends at the first seed that finds it
  --trace       prints every step
  --json        one object a line`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    phones: { type: 'string', default: '20' },
    records: { type: 'string', default: '200' },
    store: { type: 'string', default: 'sqlite' },
    plant: { type: 'string' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function wrongUse(why: string): never {
  console.error(`${why}\n\n${HELP}`);
  process.exit(2);
}

function count(name: 'seed' | 'seeds' | 'phones' | 'records'): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1) wrongUse(`--${name} is ${values[name]}`);
  return number;
}

if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const plant = PLANTS.find((name) => name === values.plant) ?? null;
if (values.plant !== undefined && plant === null) wrongUse(`There is no plant ${values.plant}.`);
if (values.store !== 'sqlite' && values.store !== 'postgres') wrongUse(`--store ${values.store}`);
const [seed, seeds, phones, records] = [
  count('seed'),
  count('seeds'),
  count('phones'),
  count('records'),
];
if (phones < 2) wrongUse('Carrying needs two phones.');

const replayOf = (one: number): string =>
  `npm run chaos -- --seed ${one} --phones ${phones} --records ${records} --store ${values.store}${
    plant ? ` --plant ${plant}` : ''
  }`;

function tell({ trace, wrong, ...result }: SeedResult): void {
  if (values.trace) console.log(trace.join('\n'));
  const failure = result.ok ? {} : { wrong, replay: replayOf(result.seed) };
  if (values.json) {
    console.log(JSON.stringify({ ...result, ...failure }));
    return;
  }
  const { ok, saved, rows, kills, serverKills, cuts, duplicates, late, traceDigest, ms } = result;
  const { databaseRestarts, failovers } = result;
  const lost = databases ? `${databaseRestarts} restarts and ${failovers} failovers, ` : '';
  console.log(
    `seed ${result.seed} ${ok ? 'lost nothing' : 'FAILED'}: ${saved} saved, ${rows} rows, ${kills} phones and ` +
      `${serverKills} servers killed, ${lost}${cuts} cuts, ${duplicates} twice, ${late} late (${traceDigest}, ${ms} ms)`,
  );
  for (const what of wrong.slice(0, 20)) console.log(`  ${what}`);
  if (wrong.length > 20) console.log(`  … and ${wrong.length - 20} more`);
  if (!ok) console.log(`  replay: ${replayOf(result.seed)}`);
}

const startCode = await loadPhoneCode(plant);
const databases = values.store === 'postgres' ? await Databases.start() : null;
let failed = 0;
for (let one = seed; one < seed + seeds; one += 1) {
  const result = await runOneSeed({
    seed: one,
    phones,
    records,
    plant,
    startCode,
    databases,
  });
  tell(result);
  if (!result.ok) failed += 1;
  if (plant && failed > 0) break;
}
await databases?.remove();
process.exit(failed > 0 ? 1 : 0);
