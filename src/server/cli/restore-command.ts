import { resolve } from 'node:path';
import { restore } from '../backup/restore.ts';
import { countsInWords } from './backup-command.ts';
import { type Command, requiredText } from './command.ts';

export const restoreCommand: Command = {
  help: `kadian restore --from FILE

Brings a backup back into DATA_DIR, which must be empty. Phones notice that it is another database and send again what it
lacks. What a desk did since the backup (invitations taken, passes and phones revoked, paper, imports) is to be done again.
The keys come from KEYS_DIR, which must be the one that belonged to it: see restore-keys.

  DATA_DIR=/var/lib/kadian/data kadian restore --from /mnt/backup/kadian-2022-04-01.sqlite`,
  options: { from: { type: 'string' } },
  async run(given, shell) {
    const file = resolve(requiredText(given, 'from', 'a file made by `kadian backup`'));
    const counts = await restore(file, shell.settings.dataDir, Date.now());
    shell.print(`${shell.settings.dataDir}: ${countsInWords(counts, shell)}`, counts);
  },
};
