import { database } from '../../src/storage/database.ts';

type Rows = ReadonlyMap<string, readonly unknown[]>;

/** Phones that share this browser: one at a time has the database, with everything that is in it. */
export class TwoPhones<Name extends string> {
  #current: Name;
  readonly #kept = new Map<Name, Rows>();

  /** What is in the database belongs to `first`. */
  constructor(first: Name) {
    this.#current = first;
  }

  /** From now on the database is that phone's; a new one knows the street's keys and nothing else. */
  async use(name: Name): Promise<void> {
    if (name === this.#current) return;
    const rows = new Map<string, readonly unknown[]>();
    for (const table of database.tables) rows.set(table.name, await table.toArray());
    this.#kept.set(this.#current, rows);
    const documents = rows.get('documents') ?? [];
    const next = this.#kept.get(name) ?? new Map([['documents', documents]]);
    for (const table of database.tables) {
      await table.clear();
      await table.bulkAdd(next.get(table.name) ?? []);
    }
    this.#current = name;
  }
}
