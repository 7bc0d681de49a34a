import { type Accesses, openAccesses } from './accesses.ts';
import { type Custody, openCustody } from './custody.ts';
import type { Database } from './database.ts';
import { type Devices, openDevices } from './devices.ts';
import { type Gates, openGates } from './gates.ts';
import { type Imports, openImports } from './imports.ts';
import { type Invitations, openInvitations } from './invitations.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { migrate } from './migrations.ts';
import { openPaperSheets, type PaperSheets } from './paper-sheets.ts';
import { openPasses, type Passes } from './passes.ts';
import { openPeopleLedgers, type PeopleLedgers } from './people-ledgers.ts';
import { openPlaces, type Places } from './places.ts';
import { openPolicies, type Policies } from './policies.ts';
import { openResidentSearch, type ResidentSearch } from './resident-search.ts';
import { incarnationOf, restoredAtOf } from './restored-store.ts';
import { openRosters, type Rosters } from './rosters.ts';
import { openRootHash, type RootHash } from './server-state.ts';
import { openSpentSignatures, type SpentSignatures } from './spent-signatures.ts';

/** Everything the server remembers, in the words of the domain; no SQL outside of this folder. */
export interface StoreParts {
  readonly places: Places;
  readonly gates: Gates;
  readonly devices: Devices;
  readonly invitations: Invitations;
  readonly custody: Custody;
  readonly ledger: Ledger;
  readonly rosters: Rosters;
  readonly peopleLedgers: PeopleLedgers;
  readonly policies: Policies;
  readonly accesses: Accesses;
  readonly paperSheets: PaperSheets;
  readonly imports: Imports;
  readonly passes: Passes;
  readonly residents: ResidentSearch;
  readonly spentSignatures: SpentSignatures;
  readonly rootHash: RootHash;
}

export interface Store extends StoreParts {
  /** Names the database as it is now; a restored one gets another, and phones send again. */
  readonly incarnation: string;
  /** Epoch ms; 0 when it never came from a backup. Versions given out since then are above this many seconds. */
  readonly restoredAt: number;
  /** All or nothing of what `work` does with the parts that it is given. Transactions run one after another. */
  transaction<T>(work: (inside: StoreParts) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const partsOf = (database: Database): StoreParts => ({
  places: openPlaces(database),
  gates: openGates(database),
  devices: openDevices(database),
  invitations: openInvitations(database),
  custody: openCustody(database),
  ledger: openLedger(database),
  rosters: openRosters(database),
  peopleLedgers: openPeopleLedgers(database),
  policies: openPolicies(database),
  accesses: openAccesses(database),
  paperSheets: openPaperSheets(database),
  imports: openImports(database),
  passes: openPasses(database),
  residents: openResidentSearch(database),
  spentSignatures: openSpentSignatures(database),
  rootHash: openRootHash(database),
});

/** Brings the schema up first. @throws StartProblem when the database is from a newer version. */
export async function openStore(database: Database): Promise<Store> {
  await migrate(database);
  return {
    incarnation: await incarnationOf(database),
    restoredAt: await restoredAtOf(database),
    ...partsOf(database),
    transaction: (work) => database.transaction((inside) => work(partsOf(inside))),
    close: () => database.close(),
  };
}
