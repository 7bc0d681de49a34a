declare module 'pouchdb-browser' {
  export default class PouchDB {
    constructor(name: string);
    put(document: { _id: string }): Promise<unknown>;
    bulkDocs(documents: readonly { _id: string }[]): Promise<unknown>;
    destroy(): Promise<unknown>;
    static replicate(
      from: PouchDB,
      to: string,
      options: { batch_size?: number },
    ): Promise<{ ok: boolean; doc_write_failures: number }>;
  }
}
