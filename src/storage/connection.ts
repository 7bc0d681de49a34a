import { type DBCore, type DBCoreTable, Dexie, type PromiseExtended } from 'dexie';
import {
  answersInTime,
  SILENT_AFTER_MS,
  StorageSilent,
  tellStorageState,
} from './storage-state.ts';

let holds = 0;
let letGo: (() => void) | null = null;

/**
 * A newer version of the app in another window changes the database only when every connection is closed. This one
 * closes at once, unless somebody is writing: then the other window waits, and says so.
 */
export function giveWayAtRest(database: Dexie): void {
  database.on('versionchange', () => {
    // Dexie's own listener, which closes the connection until it is needed again, is the next.
    if (holds === 0) return undefined;
    letGo = () => database.close({ disableAutoOpen: false });
    return false;
  });
  database.on('blocked', ({ newVersion }) => {
    if (newVersion !== null) tellStorageState('other-window');
  });
  database.on('ready', () => tellStorageState('answers'), true);
}

/** From now on no other version of the app gets the database. Returns how to give it free. */
export function holdDatabase(): () => void {
  holds += 1;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    holds -= 1;
    if (holds > 0) return;
    letGo?.();
    letGo = null;
  };
}

/** Every question to the database gets an answer or an error. Dexie's promises keep its transactions together. */
export function answerEverything(database: Dexie): void {
  const inTime = <T>(answer: PromiseExtended<T>): PromiseExtended<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Dexie.Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        tellStorageState('silent');
        reject(new StorageSilent('the storage does not answer'));
      }, SILENT_AFTER_MS);
    });
    return Dexie.Promise.race([answer, silence]).finally(() => clearTimeout(timer));
  };
  const watched = (table: DBCoreTable): DBCoreTable => ({
    ...table,
    mutate: (request) => inTime(table.mutate(request) as PromiseExtended),
    get: (request) => inTime(table.get(request) as PromiseExtended),
    getMany: (request) => inTime(table.getMany(request) as PromiseExtended),
    query: (request) => inTime(table.query(request) as PromiseExtended),
    openCursor: (request) => inTime(table.openCursor(request) as PromiseExtended),
    count: (request) => inTime(table.count(request) as PromiseExtended),
  });
  database.use({
    stack: 'dbcore',
    name: 'answer-everything',
    // Next to the browser's own, below Dexie's.
    level: -10,
    create: (core: DBCore) => ({ ...core, table: (name) => watched(core.table(name)) }),
  });
}

/** Opens it, or gives up on it: whoever waits for the database is told instead of left waiting. */
export function openInTime<T>(database: Dexie, open: () => PromiseExtended<T>): Promise<T> {
  return answersInTime(open(), () => database.close());
}
