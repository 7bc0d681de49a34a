import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Place } from '../../domain/place.ts';
import { streetDay, streetMoment } from '../../domain/street-time.ts';
import { LOCALES } from '../../protocol/enrolment.ts';
import { EXPORT_FORMATS, type ExportedLedger } from '../../protocol/exports.ts';
import { serverSay } from '../../words/server-words.ts';
import { makeNewFile, refuseExisting } from '../backup/new-file.ts';
import { accessesTable } from '../exports/accesses-table.ts';
import { dailyReportTable } from '../exports/daily-report-table.ts';
import { entriesTable } from '../exports/entries-table.ts';
import type { ExportContext, ExportTable } from '../exports/export-context.ts';
import { headCountsTable } from '../exports/head-counts-table.ts';
import { householdsTable, passesTable, residentsTable } from '../exports/people-tables.ts';
import { devicesTable, placesTable } from '../exports/places-table.ts';
import { ledgerFilter } from '../ledger/ledger-filter.ts';
import type { ReportParts } from '../reports/day-report.ts';
import { GateDays } from '../reports/gate-days.ts';
import { writeCsv } from '../sheets/write-csv.ts';
import { writeXlsx } from '../sheets/write-xlsx.ts';
import { CannotDo, type Command, oneOf, optionalText, requiredText, WrongUse } from './command.ts';
import { operatorOf } from './operator.ts';

type TableOf = (
  place: Place,
  context: ExportContext & ReportParts & { readonly day: string },
) => Promise<ExportTable>;

const TABLES: Readonly<Record<ExportedLedger, TableOf>> = {
  entries: async ({ path }, context) =>
    entriesTable(await ledgerFilter({}, path, context.view, context.store), context),
  residents: ({ path }, context) => residentsTable(path, context),
  households: ({ path }, context) => householdsTable(path, context),
  passes: ({ path }, context) => passesTable(path, context),
  places: ({ path }, context) => placesTable(path, context),
  devices: ({ path }, context) => devicesTable(path, context),
  'head-counts': ({ path }, context) => headCountsTable(path, context),
  accesses: ({ path }, context) => accessesTable(path, context),
  'daily-report': (place, context) => dailyReportTable(context.day, place, context),
};
const LEDGERS = Object.keys(TABLES) as ExportedLedger[];

export const exportCommand: Command = {
  help: `kadian export --ledger LEDGER --place ID --to FILE [--format FORMAT] [--locale LOCALE] [--day DAY]

Writes a ledger of a place and all below it into a new file, with full names. It is accounted like an export at a desk.

  --ledger LEDGER   ${LEDGERS.join(', ')}
  --place ID        \`kadian places\` lists them
  --to FILE         must not exist
  --format FORMAT   ${EXPORT_FORMATS.join(', ')} (usually csv)
  --locale LOCALE   of the headings: ${LOCALES.join(', ')} (usually zh-CN)
  --day DAY         of a daily report, as 2022-03-30 (usually today, in the street's zone)

  kadian export --ledger entries --format xlsx --place street --to entries.xlsx`,
  options: {
    ledger: { type: 'string' },
    place: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    locale: { type: 'string', default: 'zh-CN' },
    day: { type: 'string' },
  },
  async run(given, shell) {
    const ledger = oneOf(given, 'ledger', LEDGERS);
    const format = oneOf(given, 'format', EXPORT_FORMATS);
    const say = serverSay(oneOf(given, 'locale', LOCALES));
    const placeId = requiredText(given, 'place', 'the id of a place');
    const { timeZone } = shell.settings;
    const day = optionalText(given, 'day') ?? streetDay(Date.now(), timeZone);
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || streetMoment(day, 0, 0, timeZone) === null) {
      throw new WrongUse('--day must be a day like 2022-03-30.');
    }
    const file = resolve(requiredText(given, 'to', 'the name of a file that does not exist yet'));
    await refuseExisting(file);
    await shell.withPremises(async ({ store }) => {
      const place = await store.places.find(placeId);
      if (!place) throw new CannotDo(`There is no place ${placeId}; \`kadian places\` lists them.`);
      const { streetId, deviceId } = await operatorOf(store);
      const clock = Date.now;
      const table = await TABLES[ledger](place, {
        store,
        say,
        timeZone,
        clock,
        gateDays: new GateDays({ store, clock, timeZone }),
        day,
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
