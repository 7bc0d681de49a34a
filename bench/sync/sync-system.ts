import { factsOf } from '../street/shift-records.ts';

/** What a page needs to know of its server; bytes as base64url. */
export interface SyncServer {
  readonly origin: string;
  readonly rootKey: string;
  readonly keyList: string;
  readonly sealingKeyId: string;
  readonly sealingKey: string;
}

export interface SyncSystem {
  /** Puts so many records where they wait to be sent. */
  readonly queue: (records: number) => Promise<void>;
  /** Resolves when the server has acknowledged all that wait, durably as far as it knows how. */
  readonly sync: () => Promise<void>;
}

export type OpenSystem = (server: SyncServer) => Promise<SyncSystem>;

/** A record as one flat document, with an id that no other log has. */
export const documentOf = (log: string, number: number) => ({
  id: `${log}-${String(number).padStart(6, '0')}`,
  gate: 'bench-gate',
  at: 1_650_000_000_000 + number * 7_000,
  ...factsOf(number),
});

export const documentsOf = (log: string, records: number) =>
  Array.from({ length: records }, (_, index) => documentOf(log, index + 1));

export const newLog = (): string => crypto.randomUUID().slice(0, 8);
