import type { OpenSystem } from '../sync-system.ts';
import { openRxDb } from './rxdb.ts';

/** Usual are 100 to a request; before each it looks for what changed, which takes it longer the more there is. */
export const open: OpenSystem = (server) => openRxDb(server, 2_000);
