import { beforeAll, expect, test } from 'vitest';
import { runOneSeed, type SeedResult } from './one-seed.ts';
import { loadPhoneCode } from './phone-code.ts';
import { isOfPhone, PLANTS, type PlantName } from './plants.ts';

/** Small ones that are known to find each, and start the server anew as seldom as that takes. */
const FINDING: Record<
  PlantName,
  { readonly seed: number; readonly phones: number; readonly records: number }
> = {
  'acknowledge-before-commit': { seed: 1, phones: 2, records: 8 },
  'cursor-on-timeout': { seed: 35, phones: 3, records: 12 },
  'drop-on-4xx': { seed: 3, phones: 4, records: 16 },
  'dedup-forgets-device': { seed: 35, phones: 3, records: 4 },
  'saved-before-commit': { seed: 35, phones: 3, records: 8 },
};

let phoneCode: Awaited<ReturnType<typeof loadPhoneCode>>;

beforeAll(async () => {
  phoneCode = await loadPhoneCode(null);
});

const run = async (
  size: { readonly seed: number; readonly phones: number; readonly records: number },
  plant: PlantName | null = null,
): Promise<SeedResult> =>
  runOneSeed({
    ...size,
    plant,
    startCode: plant && isOfPhone(plant) ? await loadPhoneCode(plant) : phoneCode,
    databases: null,
  });

test('nothing that phones showed as saved is lost, and the same seed goes the same way again', async () => {
  const size = { seed: 7, phones: 2, records: 4 };
  const first = await run(size);
  expect(first.wrong).toEqual([]);
  expect(first.rows).toBeGreaterThanOrEqual(size.phones * size.records);
  expect(first.kills + first.cuts + first.serverKills).toBeGreaterThan(0);
  const second = await run(size);
  expect(second.trace).toEqual(first.trace);
});

test.each(PLANTS)('a server or phone that does %s is found out', async (plant) => {
  const { wrong } = await run(FINDING[plant], plant);
  expect(wrong.join('\n')).toMatch(/missing|on the phone only|a receipt for/);
});
