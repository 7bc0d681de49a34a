import {
  type EntryExportQuery,
  type EntryPage,
  type EntryQuery,
  parseEntryPage,
} from '../protocol/entries.ts';
import {
  type HistoryAnswer,
  type HistoryQuery,
  parseHistoryAnswer,
} from '../protocol/histories.ts';
import {
  type GateCardAnswer,
  type PassPage,
  type PassQuery,
  parseGateCardAnswer,
  parsePassPage,
} from '../protocol/passes.ts';
import { type PlacesAnswer, parsePlacesAnswer } from '../protocol/places.ts';
import type { Parsed } from '../protocol/shapes.ts';
import { type Answer, failed } from './answer.ts';
import { type ChangesListener, followChanges } from './follow-changes.ts';
import { type DeskRequest, type DeskSigner, signedFetch } from './signed-fetch.ts';

/** What a desk asks of its server. Nothing here rejects: what went wrong is in the answer. */
export interface DeskClient {
  readonly readPlaces: (signal?: AbortSignal) => Promise<Answer<PlacesAnswer>>;
  readonly searchEntries: (query: EntryQuery, signal?: AbortSignal) => Promise<Answer<EntryPage>>;
  /** CSV of all that the query finds, however many pages; its headings in this locale. */
  readonly exportEntries: (query: EntryExportQuery, locale: string) => Promise<Answer<Blob>>;
  readonly readHistory: (
    query: HistoryQuery,
    signal?: AbortSignal,
  ) => Promise<Answer<HistoryAnswer>>;
  readonly readGateCard: (gateId: string, signal?: AbortSignal) => Promise<Answer<GateCardAnswer>>;
  readonly readPasses: (query: PassQuery, signal?: AbortSignal) => Promise<Answer<PassPage>>;
  /** Until `leaving` is aborted or the device is revoked. */
  readonly followChanges: (listener: ChangesListener, leaving: AbortSignal) => Promise<void>;
  /** Epoch milliseconds by the server's clock, as far as it is known. */
  readonly now: () => number;
}

/** `origin`: where the server is, 'https://street.example'. */
export function deskClient(signer: DeskSigner, origin: string): DeskClient {
  const signed = signedFetch(signer, origin);

  async function ask<T>(
    request: DeskRequest,
    parse: (json: unknown) => Parsed<T>,
  ): Promise<Answer<T>> {
    const answer = await signed.send(request);
    if (answer.kind === 'failed') return answer;
    try {
      const parsed = parse(JSON.parse(await answer.value.text()));
      return parsed.ok ? { kind: 'answer', value: parsed.value } : failed('unreadable');
    } catch (error) {
      return failed(error instanceof SyntaxError ? 'unreadable' : 'server-away');
    }
  }

  async function fetchFile(request: DeskRequest): Promise<Answer<Blob>> {
    const answer = await signed.send(request);
    if (answer.kind === 'failed') return answer;
    try {
      return { kind: 'answer', value: await answer.value.blob() };
    } catch {
      return failed('server-away');
    }
  }

  const post = (path: string, body: unknown, signal?: AbortSignal): DeskRequest => ({
    method: 'POST',
    path,
    body,
    signal,
  });

  return {
    readPlaces: (signal) => ask({ method: 'GET', path: '/api/places', signal }, parsePlacesAnswer),
    searchEntries: (query, signal) =>
      ask(post('/api/entries/search', query, signal), parseEntryPage),
    exportEntries: (query, locale) =>
      // However long the file takes: a signal of its own stands in for the usual time-out.
      fetchFile(post(`/api/entries/export?locale=${locale}`, query, new AbortController().signal)),
    readHistory: (query, signal) => ask(post('/api/histories', query, signal), parseHistoryAnswer),
    readGateCard: (gateId, signal) =>
      ask(
        { method: 'GET', path: `/api/gates/${encodeURIComponent(gateId)}/card`, signal },
        parseGateCardAnswer,
      ),
    readPasses: (query, signal) => ask(post('/api/passes', query, signal), parsePassPage),
    followChanges: (listener, leaving) => followChanges(signed, listener, leaving),
    now: signed.now,
  };
}
