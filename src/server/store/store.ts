import { type Accesses, openAccesses } from './accesses.ts';
import { type Cases, openCases } from './cases.ts';
import { type Contacts, openContacts } from './contacts.ts';
import { type Custody, openCustody } from './custody.ts';
import type { Database } from './database.ts';
import { type Devices, openDevices } from './devices.ts';
import { type GateDayRows, openGateDays } from './gate-days.ts';
import { type Gates, openGates } from './gates.ts';
import { type Handovers, openHandovers } from './handovers.ts';
import { type HeadCounts, openHeadCounts } from './head-counts.ts';
import { type Imports, openImports } from './imports.ts';
import { type Invitations, openInvitations } from './invitations.ts';
import { type JudgedChanges, openJudgedChanges } from './judged-changes.ts';
import { type Judging, openJudging } from './judging.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type LogTroubles, openLogTroubles } from './log-troubles.ts';
import { type Maps, openMaps } from './maps.ts';
import { type Marks, openMarks } from './marks.ts';
import { migrate } from './migrations.ts';
import { type Notices, openNotices } from './notices.ts';
import { type Outings, openOutings } from './outings.ts';
import { openPaperSheets, type PaperSheets } from './paper-sheets.ts';
import { openPasses, type Passes } from './passes.ts';
import { openPassingHistory, type PassingHistory } from './passings.ts';
import { openPeopleLedgers, type PeopleLedgers } from './people-ledgers.ts';
import { openPlaces, type Places } from './places.ts';
import { openPolicies, type Policies } from './policies.ts';
import { openQuizAnswers, type QuizAnswers } from './quiz-answers.ts';
import { openResidentSearch, type ResidentSearch } from './resident-search.ts';
import { incarnationOf, renewRestored, restoredAtOf } from './restored-store.ts';
import { openRetention, type Retention } from './retention.ts';
import { openReviews, type Reviews } from './reviews.ts';
import { openRosters, type Rosters } from './rosters.ts';
import { openServed, type ServedStays } from './served.ts';
import { openRootHash, type RootHash } from './server-state.ts';
import { openSpentSignatures, type SpentSignatures } from './spent-signatures.ts';
import { openStandardsAnswers, type StandardsAnswers } from './standards.ts';
import { openStatements, type Statements } from './statements.ts';
import { openStreetSettings, type StreetSettings } from './street-settings.ts';
import { openToday, type Today } from './today.ts';
import { openTurns, type Turns } from './turns.ts';
import { openVerification, type Verification } from './verification.ts';
import { openVolunteers, type Volunteers } from './volunteers.ts';

/** Everything the server remembers, in the words of the domain; no SQL outside of this folder. */
export interface StoreParts {
  readonly places: Places;
  readonly gates: Gates;
  readonly gateDays: GateDayRows;
  readonly devices: Devices;
  readonly invitations: Invitations;
  readonly custody: Custody;
  readonly ledger: Ledger;
  readonly headCounts: HeadCounts;
  readonly logTroubles: LogTroubles;
  readonly judging: Judging;
  readonly judgedChanges: JudgedChanges;
  readonly cases: Cases;
  readonly reviews: Reviews;
  readonly rosters: Rosters;
  readonly peopleLedgers: PeopleLedgers;
  readonly policies: Policies;
  readonly maps: Maps;
  readonly marks: Marks;
  readonly contacts: Contacts;
  readonly notices: Notices;
  readonly accesses: Accesses;
  readonly paperSheets: PaperSheets;
  readonly imports: Imports;
  readonly passes: Passes;
  readonly passings: PassingHistory;
  readonly outings: Outings;
  readonly residents: ResidentSearch;
  readonly spentSignatures: SpentSignatures;
  readonly statements: Statements;
  readonly streetSettings: StreetSettings;
  readonly standardsAnswers: StandardsAnswers;
  readonly quizAnswers: QuizAnswers;
  readonly today: Today;
  readonly rootHash: RootHash;
  readonly verification: Verification;
  readonly retention: Retention;
  readonly volunteers: Volunteers;
  readonly turns: Turns;
  readonly served: ServedStays;
  readonly handovers: Handovers;
}

export interface StoreFile {
  readonly path: string;
  /** Nothing else of this process is written while `work` goes on. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export interface Store extends StoreParts {
  /** Names the database as it is now; a restored one gets another, and phones send again. */
  readonly incarnation: string;
  /** Epoch ms; 0 when it never came from a backup. Versions given out since then are above this many seconds. */
  readonly restoredAt: number;
  /** Other server processes may write to it at the same time. */
  readonly isShared: boolean;
  /** Where another connection of this process can write, in turns with this one; null: no such place. */
  readonly file: StoreFile | null;
  /**
   * All or nothing of what `work` does with the parts that it is given, as if transactions ran one after another. `work`
   * may run several times until it fits in: it does nothing but ask its parts, and makes anew whatever it counts or collects.
   */
  transaction<T>(work: (inside: StoreParts) => Promise<T>): Promise<T>;
  /** After it came from a backup: another incarnation, above all that was given out since. To be opened again afterwards. */
  renew(now: number): Promise<void>;
  close(): Promise<void>;
}

const partsOf = (database: Database): StoreParts => ({
  places: openPlaces(database),
  gates: openGates(database),
  gateDays: openGateDays(database),
  devices: openDevices(database),
  invitations: openInvitations(database),
  custody: openCustody(database),
  ledger: openLedger(database),
  headCounts: openHeadCounts(database),
  logTroubles: openLogTroubles(database),
  judging: openJudging(database),
  judgedChanges: openJudgedChanges(database),
  cases: openCases(database),
  reviews: openReviews(database),
  rosters: openRosters(database),
  peopleLedgers: openPeopleLedgers(database),
  policies: openPolicies(database),
  maps: openMaps(database),
  marks: openMarks(database),
  contacts: openContacts(database),
  notices: openNotices(database),
  accesses: openAccesses(database),
  paperSheets: openPaperSheets(database),
  imports: openImports(database),
  passes: openPasses(database),
  passings: openPassingHistory(database),
  outings: openOutings(database),
  residents: openResidentSearch(database),
  spentSignatures: openSpentSignatures(database),
  statements: openStatements(database),
  streetSettings: openStreetSettings(database),
  standardsAnswers: openStandardsAnswers(database),
  quizAnswers: openQuizAnswers(database),
  today: openToday(database),
  rootHash: openRootHash(database),
  verification: openVerification(database),
  retention: openRetention(database),
  volunteers: openVolunteers(database),
  turns: openTurns(database),
  served: openServed(database),
  handovers: openHandovers(database),
});

/** Brings the schema up first. @throws StartProblem when the database is from a newer version. */
export async function openStore(database: Database): Promise<Store> {
  await migrate(database);
  return {
    incarnation: await incarnationOf(database),
    restoredAt: await restoredAtOf(database),
    isShared: database.engine === 'postgres',
    file: null,
    ...partsOf(database),
    transaction: (work) => database.transaction((inside) => work(partsOf(inside))),
    renew: (now) => renewRestored(database, now),
    close: () => database.close(),
  };
}
