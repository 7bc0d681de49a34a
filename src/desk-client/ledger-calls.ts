import { type EntryPage, type EntryQuery, parseEntryPage } from '../protocol/entries.ts';
import type { ExportRequest } from '../protocol/exports.ts';
import {
  type HistoryAnswer,
  type HistoryQuery,
  parseHistoryAnswer,
} from '../protocol/histories.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface LedgerCalls {
  readonly searchEntries: (query: EntryQuery, signal?: AbortSignal) => Promise<Answer<EntryPage>>;
  readonly readHistory: (
    query: HistoryQuery,
    signal?: AbortSignal,
  ) => Promise<Answer<HistoryAnswer>>;
  /** The whole of a ledger as a file, however many pages. */
  readonly exportLedger: (request: ExportRequest) => Promise<Answer<Blob>>;
}

export const ledgerCalls = (caller: DeskCaller): LedgerCalls => ({
  searchEntries: (query, signal) =>
    caller.post('/api/entries/search', query, parseEntryPage, signal),
  readHistory: (query, signal) => caller.post('/api/histories', query, parseHistoryAnswer, signal),
  exportLedger: (request) => caller.postForFile('/api/exports', request),
});
