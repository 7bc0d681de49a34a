import PouchDB from 'pouchdb-browser';
import { documentsOf, newLog, type OpenSystem } from '../sync-system.ts';

/** `batchSize` null: as it comes, 100. */
export const openWith =
  (batchSize: number | null): OpenSystem =>
  async ({ origin }) => {
    let local = new PouchDB(`bench-${newLog()}`);
    return {
      async queue(records) {
        const log = newLog();
        await local.destroy();
        local = new PouchDB(`bench-${log}`);
        await local.bulkDocs(
          documentsOf(log, records).map(({ id, ...rest }) => ({ _id: id, ...rest })),
        );
      },
      async sync() {
        const options = batchSize === null ? {} : { batch_size: batchSize };
        const { ok, doc_write_failures } = await PouchDB.replicate(
          local,
          `${origin}/entries`,
          options,
        );
        if (!ok || doc_write_failures > 0) throw new Error('not replicated');
      },
    };
  };

export const open = openWith(null);
