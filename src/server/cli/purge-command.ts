import { join } from 'node:path';
import { type PurgeDone, type PurgePlan, planPurge, purgeStore } from '../purge/purge-store.ts';
import { USUAL_RETENTION_DAYS } from '../store/retention.ts';
import { compactSqlite } from '../store/sqlite-compact.ts';
import { DATABASE_FILE } from '../store/sqlite-store.ts';
import { CannotDo, type Command, optionalText, WrongUse, wholeNumber } from './command.ts';
import type { Shell } from './shell.ts';

const LEAST_DAYS = 7;
const MOST_DAYS = 3650;

export const purgeCommand: Command = {
  help: `kadian purge [--keep-days N] [--dry-run] [--compact]

Destroys what is older than the street keeps it: sealed logs with their entries in the ledger, paper, imported files, former
rosters, the names of who has moved out, who was shown what (after a year), and the keys with which older copies of all that
could be read: of months that are wholly over, and of cards that were replaced. Signed headers, numbers and hashes stay, so
that \`kadian verify\` goes on working. It may be stopped at any time, and goes on at the next call.

  --keep-days N   keep N days (${LEAST_DAYS} to ${MOST_DAYS}), now and from now on; usually what was said last, at first ${USUAL_RETENTION_DAYS}
  --dry-run       say what would go, and change nothing
  --compact       SQLite: rewrite the file to the size of what is left; needs as much free room as that

What a phone has not sent by then cannot be read any more when it comes. Backups of the keys, and of PostgreSQL, have what
they have: docs/operations.md says what to do with them.

  kadian purge --dry-run
  kadian purge --keep-days 30`,
  options: {
    'keep-days': { type: 'string' },
    'dry-run': { type: 'boolean' },
    compact: { type: 'boolean' },
  },
  async run(given, shell) {
    const wanted =
      optionalText(given, 'keep-days') === null
        ? null
        : wholeNumber(given, 'keep-days', [LEAST_DAYS, MOST_DAYS]);
    const isDry = given.values['dry-run'] === true;
    const compact = given.values.compact === true;
    const { database, dataDir } = shell.settings;
    if (compact && database) throw new WrongUse('--compact is for SQLite; PostgreSQL has VACUUM.');
    await shell.withPremises(async ({ store, keys }) => {
      const keepDays = wanted ?? (await store.retention.days());
      const onProgress = (done: number, of: number) =>
        shell.progress(isDry ? 'Counting' : 'Purging', done, of);
      const options = { keepDays, now: Date.now(), onProgress };
      if (isDry) {
        const plan = await planPurge(store, keys, options);
        shell.print(`${inWords(plan, shell)} would go.`, { dryRun: true, keepDays, ...plan });
        return;
      }
      if (wanted !== null) await store.retention.setDays(wanted);
      const done = await purgeStore(store, keys, options);
      shell.print(`${inWords(done, shell)} ${gonePeople(done)}are destroyed.`, {
        dryRun: false,
        keepDays,
        ...done,
      });
    });
    if (isDry || database) return;
    if (!compactSqlite(join(dataDir, DATABASE_FILE), compact)) {
      throw new CannotDo(
        'All is destroyed but in the journal, which the server was at work in: run it again.',
      );
    }
  },
};

const gonePeople = ({ people }: PurgeDone): string =>
  people === 0 ? '' : `and the names of ${people} people who moved out `;

function inWords({ limit, keys, ...counts }: PurgePlan, shell: Shell): string {
  const { segments, records, entries, sheets, imports } = counts;
  return `Until ${shell.moment(limit)}: ${records} records in ${segments} segments, ${entries} entries, ${sheets} sheets of paper, ${imports} imports, ${keys.months.length} months’ keys, ${keys.cards.length} former cards`;
}
