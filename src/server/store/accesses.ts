import type { Database } from './database.ts';
import { numberIn, textIn } from './row.ts';

/**
 * Shown: export (of any ledger), card (a gate's), passes, history (a household's), residents (looked up for paper).
 * Put in force: card-replaced, pass-replaced, import (a roster's people from a file, and those brought back).
 */
const ACCESS_KINDS = [
  'export',
  'card',
  'card-replaced',
  'passes',
  'pass-replaced',
  'history',
  'residents',
  'import',
  'marks',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** What one device was shown or changed within an hour. Ids and numbers only: nothing of what was in it. */
export interface Access {
  readonly streetId: string;
  readonly deviceId: string;
  readonly what: AccessKind;
  /** Of the gate (card, export), compound (passes), place (export, residents, import) or household (history). */
  readonly scopeId: string;
  /** The latest moment of the hour. */
  readonly at: number;
  /** Rows exported, passes shown, people found or taken in, times a card or a history was asked for. */
  readonly count: number;
}

export interface Accesses {
  /** Added up by the hour: a panel that stays open asks again whenever something changes. */
  add(access: Access): Promise<void>;
  /** By the hour, oldest first; a page of them in memory at a time. */
  all(streetId: string): AsyncIterable<Access>;
}

const HOUR_MS = 3_600_000;
const PAGE = 1000;
const KEY = 'hour, device_id, what, scope_id';

export function openAccesses(database: Database): Accesses {
  return {
    async add({ streetId, deviceId, what, scopeId, at, count }) {
      await database.run(
        `INSERT INTO accesses (street_id, ${KEY}, at, count) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (street_id, ${KEY})
         DO UPDATE SET at = excluded.at, count = accesses.count + excluded.count`,
        [streetId, Math.floor(at / HOUR_MS) * HOUR_MS, deviceId, what, scopeId, at, count],
      );
    },
    async *all(streetId) {
      let after: readonly [number, string, string, string] = [-1, '', '', ''];
      for (;;) {
        const rows = await database.all(
          `SELECT * FROM accesses WHERE street_id = ? AND (${KEY}) > (?, ?, ?, ?) ORDER BY ${KEY} LIMIT ?`,
          [streetId, ...after, PAGE],
        );
        for (const row of rows) {
          const what = ACCESS_KINDS.find((one) => one === row.what);
          if (!what) throw new Error(`unknown access ${row.what}`);
          const [deviceId, scopeId] = [textIn(row, 'device_id'), textIn(row, 'scope_id')];
          after = [numberIn(row, 'hour'), deviceId, what, scopeId];
          const [at, count] = [numberIn(row, 'at'), numberIn(row, 'count')];
          yield { streetId, deviceId, what, scopeId, at, count };
        }
        if (rows.length < PAGE) return;
      }
    },
  };
}
