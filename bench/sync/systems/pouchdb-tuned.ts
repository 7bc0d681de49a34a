import { openWith } from './pouchdb.ts';

export const open = openWith(1_000);
