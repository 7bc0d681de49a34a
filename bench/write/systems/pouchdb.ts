import PouchDB from 'pouchdb-browser';
import { entry, type System } from '../entry.ts';

export async function open(): Promise<System> {
  const database = new PouchDB(`bench-pouch-${Date.now()}`);
  return { write: (number) => database.put({ _id: String(number), ...entry(number) }) };
}
