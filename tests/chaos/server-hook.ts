// Loaded into the server's process before the product: its clock is the run's clock, and a defect may be planted.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PLANTS, plantInto } from './plants.ts';

let now = Number(process.env.CHAOS_NOW);
Date.now = () => now;
process.on('message', (message: { readonly now: number }) => {
  now = message.now;
  process.send?.({ now });
});
// Nothing that the run started outlives it.
process.on('disconnect', () => process.exit(1));

const plant = PLANTS.find((name) => name === process.env.CHAOS_PLANT) ?? null;
if (plant) {
  registerHooks({
    load(url, context, nextLoad) {
      const planted = url.startsWith('file:')
        ? plantInto(plant, 'server', url, readFileSync(fileURLToPath(url), 'utf8'))
        : null;
      return planted === null
        ? nextLoad(url, context)
        : { format: 'module-typescript', shortCircuit: true, source: planted };
    },
  });
}
