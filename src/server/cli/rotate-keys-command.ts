import { ROTATED_USES, type RotatedUse } from '../keys/key-store.ts';
import { CannotDo, type Command, optionalText, WrongUse, wholeNumber } from './command.ts';

const USUAL_HOURS = 24;
const LONGEST_HOURS = 30 * 24;
const HOUR_MS = 3_600_000;

export const rotateKeysCommand: Command = {
  help: `kadian rotate-keys --use USES [--after-hours N]

Makes a new key for each use. Phones get it in the key list at their next contact, and the server begins to sign with it
after N hours; a running server takes it up by itself. What older keys signed stays good: receipts, rules, certificates,
and passes until they end. The sealing keys of the months follow each other without this command.

  --use USES        ${ROTATED_USES.join(', ')}: one or more, with commas; or all
  --after-hours N   until the new key signs, so that phones know it by then (0 to ${LONGEST_HOURS}; usually ${USUAL_HOURS})

Then: \`kadian backup-keys\`.

  kadian rotate-keys --use receipt,policy
  kadian rotate-keys --use all --after-hours 72`,
  options: { use: { type: 'string' }, 'after-hours': { type: 'string' } },
  async run(given, shell) {
    const uses = usesIn(optionalText(given, 'use') ?? '');
    const hours = wholeNumber(given, 'after-hours', [0, LONGEST_HOURS], USUAL_HOURS);
    await shell.withPremises(async ({ keys }) => {
      const now = Date.now();
      const notBefore = now + hours * HOUR_MS;
      for (const use of uses) {
        const made = await keys.rotate(use, notBefore);
        if (!made) throw new CannotDo(`There is no number left for another ${use} key.`);
        shell.print(`${use}: key ${made.keyId} signs from ${shell.moment(notBefore)} on.`, {
          use,
          keyId: made.keyId,
          notBefore,
        });
      }
      await keys.keyList(now);
    });
  },
};

function usesIn(text: string): readonly RotatedUse[] {
  if (text === 'all') return ROTATED_USES;
  const names = text.split(',').map((name) => name.trim());
  const uses = ROTATED_USES.filter((use) => names.includes(use));
  if (uses.length === 0 || uses.length !== new Set(names).size) {
    throw new WrongUse(`--use must be all, or some of ${ROTATED_USES.join(', ')}.`);
  }
  return uses;
}
