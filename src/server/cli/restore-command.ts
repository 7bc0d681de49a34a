import { resolve } from 'node:path';
import { renew, restore } from '../backup/restore.ts';
import { nameOfStore, openStoreOf } from '../premises.ts';
import { countsInWords } from './backup-command.ts';
import { CannotDo, type Command, optionalText, requiredText, WrongUse } from './command.ts';
import type { Shell } from './shell.ts';

export const restoreCommand: Command = {
  help: `kadian restore --from FILE
kadian restore --renew

Brings a backup back into DATA_DIR, which must be empty. Phones notice that it is another database and send again what it
lacks. What a desk did since the backup (invitations taken, passes and phones revoked, paper, imports) is to be done again.
The keys come from KEYS_DIR, which must be the one that belonged to it: see restore-keys.

  --from FILE   made by \`kadian backup\`
  --renew       of a database that is back already by other means, above all PostgreSQL after pg_restore or a base
                backup: makes it another one for phones, in place. Before the server starts; without it phones would take
                what they sent since the backup for received, and numbers would be given out twice.

  DATA_DIR=/var/lib/kadian/data kadian restore --from /mnt/backup/kadian-2022-04-01.sqlite
  DATABASE_URL=postgres://… kadian restore --renew`,
  options: { from: { type: 'string' }, renew: { type: 'boolean' } },
  async run(given, shell) {
    if (given.values.renew === true) {
      if (optionalText(given, 'from') !== null) throw new WrongUse('--renew takes no --from.');
      return renewInPlace(shell);
    }
    const file = resolve(requiredText(given, 'from', 'a file made by `kadian backup`'));
    if (shell.settings.database) {
      throw new CannotDo(
        'DATABASE_URL is PostgreSQL: bring it back with pg_restore or from a base backup, then `kadian restore --renew` (docs/operations.md).',
      );
    }
    const counts = await restore(file, shell.settings.dataDir, Date.now());
    shell.print(`${shell.settings.dataDir}: ${countsInWords(counts, shell)}`, counts);
  },
};

async function renewInPlace({ settings, print }: Shell): Promise<void> {
  const before = await openStoreOf(settings);
  let after = before;
  try {
    if ((await before.places.all()).length === 0) {
      throw new CannotDo(
        `There is no street in ${nameOfStore(settings)}: bring the backup back first.`,
      );
    }
    after = await renew(before, () => openStoreOf(settings), Date.now());
    const { incarnation } = after;
    print(`${nameOfStore(settings)}: phones will notice and send again what it lacks.`, {
      incarnation,
    });
  } finally {
    await before.close();
    if (after !== before) await after.close();
  }
}
