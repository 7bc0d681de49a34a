declare module 'pouchdb-browser' {
  export default class PouchDB {
    constructor(name: string);
    put(document: { _id: string }): Promise<unknown>;
  }
}
