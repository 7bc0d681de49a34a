import { randomBytes } from 'node:crypto';
import { type Accesses, openAccesses } from './accesses.ts';
import { type Custody, openCustody } from './custody.ts';
import type { Database } from './database.ts';
import { type Devices, openDevices } from './devices.ts';
import { type Gates, openGates } from './gates.ts';
import { type Invitations, openInvitations } from './invitations.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { migrate } from './migrations.ts';
import { openPlaces, type Places } from './places.ts';
import { openPolicies, type Policies } from './policies.ts';
import { openRosters, type Rosters } from './rosters.ts';
import { textIn } from './row.ts';

/** Everything the server remembers, in the words of the domain; no SQL outside of this folder. */
export interface Store {
  /** Names the database as it is now; a restored one gets another, and phones send again. */
  readonly incarnation: string;
  readonly places: Places;
  readonly gates: Gates;
  readonly devices: Devices;
  readonly invitations: Invitations;
  readonly custody: Custody;
  readonly ledger: Ledger;
  readonly rosters: Rosters;
  readonly policies: Policies;
  readonly accesses: Accesses;
  close(): Promise<void>;
}

async function incarnationOf(database: Database): Promise<string> {
  await database.run(
    'INSERT INTO server_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
    ['incarnation', randomBytes(8).toString('hex')],
  );
  const [row] = await database.all('SELECT value FROM server_state WHERE name = ?', [
    'incarnation',
  ]);
  if (!row) throw new Error('the incarnation was not kept');
  return textIn(row, 'value');
}

/** Brings the schema up first. @throws StartProblem when the database is from a newer version. */
export async function openStore(database: Database): Promise<Store> {
  await migrate(database);
  return {
    incarnation: await incarnationOf(database),
    places: openPlaces(database),
    gates: openGates(database),
    devices: openDevices(database),
    invitations: openInvitations(database),
    custody: openCustody(database),
    ledger: openLedger(database),
    rosters: openRosters(database),
    policies: openPolicies(database),
    accesses: openAccesses(database),
    close: () => database.close(),
  };
}
