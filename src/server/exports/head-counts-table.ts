import { type ExportContext, type ExportTable, mappedPages, timeText } from './export-context.ts';

/** Who was only counted at the gates within, oldest first. */
export async function headCountsTable(
  scopePath: string,
  { store, say, timeZone }: ExportContext,
): Promise<ExportTable> {
  return {
    headings: [
      say('register.time'),
      say('register.gate'),
      say('register.direction'),
      say('export.counted-people'),
      say('register.record'),
    ],
    decimals: { 3: 0 },
    count: await store.headCounts.count(scopePath),
    pages: mappedPages(store.headCounts.within(scopePath), (line) => [
      timeText(line.at, timeZone),
      line.gateName,
      say(`register.direction-${line.direction}`),
      line.people,
      line.record,
    ]),
  };
}
