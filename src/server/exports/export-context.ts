import { streetClockSeconds, streetDay } from '../../domain/street-time.ts';
import type { serverSay } from '../../words/server-words.ts';
import type { LedgerView } from '../ledger/ledger-view.ts';
import type { WrittenRow, WrittenTable } from '../sheets/written-table.ts';
import type { Store } from '../store/store.ts';

export interface ExportContext {
  readonly store: Store;
  readonly say: ReturnType<typeof serverSay>;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
  readonly view: LedgerView;
}

/** A ledger as it will stand in a file. */
export interface ExportTable extends WrittenTable {
  /** Rows that there are when it begins. */
  readonly count: number;
}

/** '2022-03-30 14:00:05' in the street's zone; empty for null. */
export const timeText = (at: number | null, zone: string): string =>
  at === null ? '' : `${streetDay(at, zone)} ${streetClockSeconds(at, zone)}`;

export async function* mappedPages<Line>(
  pages: AsyncIterable<readonly Line[]>,
  rowOf: (line: Line) => WrittenRow,
): AsyncGenerator<WrittenRow[]> {
  for await (const lines of pages) yield lines.map(rowOf);
}
