import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Place } from '../../domain/place.ts';
import { LOCALES } from '../../protocol/enrolment.ts';
import { EXPORT_FORMATS, type ExportedLedger } from '../../protocol/exports.ts';
import { serverSay } from '../../words/server-words.ts';
import { makeNewFile, refuseExisting } from '../backup/new-file.ts';
import { accessesTable } from '../exports/accesses-table.ts';
import { entriesTable } from '../exports/entries-table.ts';
import type { ExportContext, ExportTable } from '../exports/export-context.ts';
import { headCountsTable } from '../exports/head-counts-table.ts';
import { householdsTable, passesTable, residentsTable } from '../exports/people-tables.ts';
import { devicesTable, placesTable } from '../exports/places-table.ts';
import { ledgerFilter } from '../ledger/ledger-filter.ts';
import { writeCsv } from '../sheets/write-csv.ts';
import { writeXlsx } from '../sheets/write-xlsx.ts';
import { CannotDo, type Command, oneOf, requiredText } from './command.ts';
import { operatorOf } from './operator.ts';

type TableOf = (place: Place, context: ExportContext) => Promise<ExportTable>;

/** A daily report is the desk's: what holds is told by its screen. */
const TABLES: Readonly<Record<Exclude<ExportedLedger, 'daily-report'>, TableOf>> = {
  entries: async ({ path }, context) =>
    entriesTable(await ledgerFilter({}, path, context.view, context.store), context),
  residents: ({ path }, context) => residentsTable(path, context),
  households: ({ path }, context) => householdsTable(path, context),
  passes: ({ path }, context) => passesTable(path, context),
  places: ({ path }, context) => placesTable(path, context),
  devices: ({ path }, context) => devicesTable(path, context),
  'head-counts': ({ path }, context) => headCountsTable(path, context),
  accesses: ({ path }, context) => accessesTable(path, context),
};
const LEDGERS = Object.keys(TABLES) as (keyof typeof TABLES)[];

export const exportCommand: Command = {
  help: `kadian export --ledger LEDGER --place ID --to FILE [--format FORMAT] [--locale LOCALE]

Writes a ledger of a place and all below it into a new file, with full names. It is accounted like an export at a desk.

  --ledger LEDGER   ${LEDGERS.join(', ')}
  --place ID        \`kadian places\` lists them
  --to FILE         must not exist
  --format FORMAT   ${EXPORT_FORMATS.join(', ')} (usually csv)
  --locale LOCALE   of the headings: ${LOCALES.join(', ')} (usually zh-CN)

  kadian export --ledger entries --format xlsx --place street --to entries.xlsx`,
  options: {
    ledger: { type: 'string' },
    place: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    locale: { type: 'string', default: 'zh-CN' },
  },
  async run(given, shell) {
    const ledger = oneOf(given, 'ledger', LEDGERS);
    const format = oneOf(given, 'format', EXPORT_FORMATS);
    const say = serverSay(oneOf(given, 'locale', LOCALES));
    const placeId = requiredText(given, 'place', 'the id of a place');
    const file = resolve(requiredText(given, 'to', 'the name of a file that does not exist yet'));
    await refuseExisting(file);
    await shell.withPremises(async ({ store }) => {
      const place = await store.places.find(placeId);
      if (!place) throw new CannotDo(`There is no place ${placeId}; \`kadian places\` lists them.`);
      const { streetId, deviceId } = await operatorOf(store);
      const { timeZone } = shell.settings;
      const table = await TABLES[ledger](place, {
        store,
        say,
        timeZone,
        view: { fullNames: true },
      });
      const { count } = table;
      const access = { streetId, deviceId, what: 'export', scopeId: placeId, count } as const;
      await store.accesses.add({ ...access, at: Date.now() });
      const told = {
        ...table,
        pages: counted(table.pages, (done) => shell.progress('Writing', done, count)),
      };
      await makeNewFile(file, (draft) => {
        const bytes =
          format === 'csv'
            ? Readable.from(writeCsv(told))
            : Readable.fromWeb(writeXlsx('kadian', told) as NodeReadableStream);
        return pipeline(bytes, createWriteStream(draft));
      });
      shell.print(`${file}: ${count} rows.`, { file, ledger, format, rows: count });
    });
  },
};

async function* counted<Row>(
  pages: AsyncIterable<readonly Row[]>,
  onRows: (done: number) => void,
): AsyncGenerator<readonly Row[]> {
  let done = 0;
  for await (const page of pages) {
    done += page.length;
    onRows(done);
    yield page;
  }
}
