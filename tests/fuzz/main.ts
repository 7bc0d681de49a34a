// npm run fuzz -- [--seed N] [--count N]
import { inspect, parseArgs } from 'node:util';
import { fuzz, SLOW_MS } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000000' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
const startedAt = performance.now();
const { findings, cases } = await fuzz(seed, count);
for (const [name, number] of cases) console.log(`${name}: ${number}`);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `seed ${seed}: ${count} changed codes in ${seconds} s, ${findings.length} findings ` +
    `(none threw, hung for ${SLOW_MS} ms or passed for what it is not when there are 0)`,
);
for (const finding of findings.slice(0, 20))
  console.error(inspect(finding, { maxStringLength: 400 }));
process.exitCode = findings.length > 0 ? 1 : 0;
