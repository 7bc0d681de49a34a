import { resolve } from 'node:path';
import { backUp } from '../backup/back-up.ts';
import { CannotDo, type Command, requiredText } from './command.ts';
import type { Shell } from './shell.ts';

export const backupCommand: Command = {
  help: `kadian backup --to FILE

Copies the database of DATA_DIR as it is at this moment, while the server goes on running, and reads the copy from end
to end. FILE must not exist. It holds names: keep it as you keep the server. The keys are not in it: see backup-keys.
With DATABASE_URL it is PostgreSQL's own tools that copy: pg_dump --format=custom, or base backups with a WAL archive
(docs/operations.md).

  kadian backup --to /mnt/backup/kadian-2022-04-01.sqlite`,
  options: { to: { type: 'string' } },
  async run(given, shell) {
    const file = resolve(requiredText(given, 'to', 'the name of a file that does not exist yet'));
    if (shell.settings.database) {
      throw new CannotDo(
        'DATABASE_URL is PostgreSQL: copy it with pg_dump --format=custom, or by base backups with a WAL archive (docs/operations.md).',
      );
    }
    const made = await backUp(shell.settings.dataDir, file, (done, of) =>
      shell.progress('Copying', done, of),
    );
    shell.print(`${file}: ${countsInWords(made, shell)}`, made);
  },
};

export function countsInWords(
  counts: {
    readonly entries: number;
    readonly records: number;
    readonly residents: number;
    readonly devices: number;
    readonly places: number;
    readonly latestRecordAt: number | null;
  },
  shell: Shell,
): string {
  const { entries, records, residents, devices, places, latestRecordAt } = counts;
  const until = latestRecordAt === null ? 'none yet' : `until ${shell.moment(latestRecordAt)}`;
  return `${records} records (${until}), ${entries} entries, ${residents} residents, ${devices} devices, ${places} places`;
}
