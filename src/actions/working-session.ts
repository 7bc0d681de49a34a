import { type StateWithEarlier, stateWithEarlier } from '../domain/earlier-cases.ts';
import type { RecordId, Subject } from '../domain/entry.ts';
import { isOpenCase } from '../domain/fever-case.ts';
import type { ToldDay } from '../domain/gate-day.ts';
import type { GateRecord } from '../domain/gate-record.ts';
import type { Briefing } from '../domain/mark.ts';
import type { StreetNotice } from '../domain/notice.ts';
import {
  type Holder,
  NO_PASSINGS,
  type Passings,
  shiftPassings,
  withShift,
} from '../domain/passings.ts';
import type { Policy } from '../domain/policy.ts';
import {
  type IdentifiedRecord,
  recordKey,
  type ShiftState,
  type StandingEntry,
} from '../domain/shift-state.ts';
import type { Roster } from '../roster/roster-file.ts';
import type { KeyList } from '../sealing/key-list.ts';
import { type OpenLog, wholeSecond } from '../storage/open-log.ts';
import { type Policies, policyAt, type Revocations } from '../storage/street-documents.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import type { HeardFromGates } from './heard-passings.ts';
import type { GateInfo, NotSaved, SessionEnd, ShiftSession } from './shift-session.ts';
import { subjectHome } from './subject-names.ts';

/** What was pulled and is needed to read codes and to judge. */
export interface PulledRules {
  readonly keys: KeyList;
  readonly passKeys: ReadonlyMap<number, CryptoKey>;
  readonly revocations: Revocations | null;
  readonly policies: Policies;
}

/** The roster as the card opened it. */
export interface OpenedRoster {
  readonly roster: Roster;
  readonly savedAt: number;
}

export interface Card {
  readonly wrapKey: CryptoKey;
  readonly pullKey: CryptoKey;
  readonly epoch: number;
}

interface SessionStart {
  readonly shiftId: string;
  readonly gate: GateInfo;
  readonly openLog: OpenLog;
  readonly writerLock: WriterLock;
  readonly rules: PulledRules;
  readonly policy: Policy;
  readonly card: Card | null;
  readonly roster: OpenedRoster | null;
  readonly briefing: Briefing | null;
  readonly log: readonly IdentifiedRecord[];
  readonly unreadable: number;
}

/** The session's inside; screens see it as ShiftSession, actions through `workingsOf`. */
export class WorkingSession implements ShiftSession {
  readonly shiftId: string;
  readonly gate: GateInfo;
  readonly openLog: OpenLog;
  readonly #writerLock: WriterLock;
  readonly #listeners = new Set<() => void>();
  readonly #endings: (() => void)[] = [];
  #rules: PulledRules;
  #policy: Policy;
  #card: Card | null;
  #roster: OpenedRoster | null;
  #briefing: Briefing | null;
  #notices: readonly StreetNotice[] = [];
  #day: ToldDay | null = null;
  #heard: HeardFromGates | null = null;
  #passings: Passings | null = null;
  #log: IdentifiedRecord[];
  /** Of earlier shifts: what their open cases are made of. Null: not read. */
  #earlierLog: readonly IdentifiedRecord[] | null = null;
  #folded: StateWithEarlier;
  #earlierCases: readonly StandingEntry[] = [];
  #unreadable: number;
  #isGateGone = false;
  #ended: SessionEnd | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(start: SessionStart) {
    this.shiftId = start.shiftId;
    this.gate = start.gate;
    this.openLog = start.openLog;
    this.#writerLock = start.writerLock;
    this.#rules = start.rules;
    this.#policy = start.policy;
    this.#card = start.card;
    this.#roster = start.roster;
    this.#briefing = start.briefing;
    this.#log = [...start.log];
    this.#unreadable = start.unreadable;
    this.#folded = stateWithEarlier([], this.#log);
    start.writerLock.lost.addEventListener('abort', () => this.end('other-tab'));
  }

  get named(): boolean {
    return this.#card !== null;
  }
  get card(): Card | null {
    return this.#card;
  }
  get roster(): Roster | null {
    return this.#roster?.roster ?? null;
  }
  get rosterSavedAt(): number | null {
    return this.#roster?.savedAt ?? null;
  }
  get passings(): Passings {
    this.#passings ??= this.#ended ? NO_PASSINGS : this.#allPassings();
    return this.#passings;
  }
  get passingsHeardAt(): number | null {
    return this.#heard?.heardAt ?? null;
  }
  get briefing(): Briefing | null {
    return this.#briefing;
  }
  get notices(): readonly StreetNotice[] {
    return this.#notices;
  }
  get day(): ToldDay | null {
    return this.#day;
  }
  get policy(): Policy {
    return this.#policy;
  }
  get rules(): PulledRules {
    return this.#rules;
  }
  get isGateGone(): boolean {
    return this.#isGateGone;
  }
  get state(): ShiftState {
    return this.#folded.state;
  }
  get earlierCases(): readonly StandingEntry[] {
    return this.#earlierCases;
  }
  /** Whoever may be met again at the gate: earlier shifts' open cases, and all of this shift. */
  get seen(): readonly StandingEntry[] {
    return [...this.#earlierCases, ...this.state.entries];
  }
  /** False: whether earlier shifts left open cases is not known here. */
  get knowsEarlierCases(): boolean {
    return this.#earlierLog !== null;
  }
  get unreadable(): number {
    return this.#unreadable;
  }
  get ended(): SessionEnd | null {
    return this.#ended;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Runs when the session ends, whatever ends it. */
  onEnd(ending: () => void): void {
    this.#endings.push(ending);
  }

  /** One deed at a time, so that two simultaneous scans cannot both find that nobody is there yet. */
  inTurn<T>(deed: () => Promise<T>): Promise<T | NotSaved> {
    const turn = this.#turn.then(
      (): Promise<T | NotSaved> =>
        this.#ended ? Promise.resolve({ kind: 'not-saved', why: this.#ended }) : deed(),
    );
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The same for what is written: a policy that came since is put on record before the deed that it judges. */
  exclusively<T>(now: number, deed: (at: number) => Promise<T>): Promise<T | NotSaved> {
    const at = wholeSecond(now);
    return this.inTurn(async () => (await this.#adoptPolicy(at)) ?? (await deed(at)));
  }

  /** Rules whose hour has come are those that the screens ask by, before the first deed under them. */
  async goOver(now: number): Promise<void> {
    if (policyAt(this.#rules.policies, now).version === this.#policy.version) return;
    await this.exclusively(now, async () => undefined);
  }

  /** Call only within `exclusively`. */
  async append(record: GateRecord): Promise<{ kind: 'saved'; id: RecordId } | NotSaved> {
    if (this.#ended) return { kind: 'not-saved', why: this.#ended };
    const appended = await this.openLog.append(record);
    if (appended.kind === 'not-saved') return appended;
    if (!this.#ended) {
      this.#log.push(appended.saved);
      this.#fold();
      this.#tell();
    }
    return { kind: 'saved', id: appended.saved.id };
  }

  /** Of this shift. */
  standing(id: RecordId): StandingEntry | null {
    return this.state.entries.find((entry) => recordKey(entry.id) === recordKey(id)) ?? null;
  }

  /** Also of earlier shifts, as far as cases came over from them. */
  standingAnywhere(id: RecordId): StandingEntry | null {
    const { earlier } = this.#folded;
    return (
      this.standing(id) ?? earlier.find((entry) => recordKey(entry.id) === recordKey(id)) ?? null
    );
  }

  /** A count of this shift that was not taken back. */
  hasHeadCount(id: RecordId): boolean {
    const isIt = (one: RecordId): boolean => recordKey(one) === recordKey(id);
    const taken = this.#log.some(({ record }) => record.kind === 'undo' && isIt(record.target));
    return !taken && this.#log.some((one) => isIt(one.id) && one.record.kind === 'head-count');
  }

  useRules(rules: PulledRules): void {
    if (this.#ended) return;
    this.#rules = rules;
    this.#tell();
  }

  useRoster(roster: OpenedRoster): void {
    if (this.#ended) return;
    this.#roster = roster;
    this.openLog.useContext({ rosterGeneration: roster.roster.generation });
    this.#tell();
  }

  usePassings(heard: HeardFromGates): void {
    if (this.#ended) return;
    this.#heard = heard;
    this.#tell();
  }

  useBriefing(briefing: Briefing): void {
    if (this.#ended) return;
    this.#briefing = briefing;
    this.#tell();
  }

  useNotices(notices: readonly StreetNotice[]): void {
    if (this.#ended) return;
    this.#notices = notices;
    this.#tell();
  }

  useDay(day: ToldDay): void {
    if (this.#ended) return;
    this.#day = day;
    this.#tell();
  }

  /** What earlier shifts' open cases are made of. */
  useEarlier(log: readonly IdentifiedRecord[]): void {
    if (this.#ended) return;
    this.#earlierLog = log;
    this.#fold();
    this.#tell();
  }

  useGate(isGone: boolean): void {
    if (this.#ended || isGone === this.#isGateGone) return;
    this.#isGateGone = isGone;
    this.#tell();
  }

  /** The card came after the session had begun without it. */
  useCard(
    card: Card,
    { roster, briefing }: { roster: OpenedRoster | null; briefing: Briefing | null },
    read: { readonly log: readonly IdentifiedRecord[]; readonly unreadable: number },
  ): void {
    if (this.#ended) return;
    this.#card = card;
    this.#log = [...read.log];
    this.#unreadable = read.unreadable;
    this.#briefing = briefing;
    this.#fold();
    if (roster) this.useRoster(roster);
    else this.#tell();
  }

  /** Keys, roster and everything readable leave the memory that this object holds. */
  end(why: SessionEnd): void {
    if (this.#ended) return;
    this.#ended = why;
    this.#passings = null;
    this.openLog.forget();
    this.#card = null;
    this.#roster = null;
    this.#briefing = null;
    this.#notices = [];
    this.#day = null;
    this.#heard = null;
    this.#log = [];
    this.#earlierLog = null;
    this.#fold();
    for (const ending of this.#endings) ending();
    this.#writerLock.release();
    this.#tell();
    this.#listeners.clear();
  }

  #fold(): void {
    this.#folded = stateWithEarlier(this.#earlierLog ?? [], this.#log);
    this.#earlierCases = this.#folded.earlier.filter(isOpenCase);
  }

  async #adoptPolicy(at: number): Promise<NotSaved | null> {
    const policy = policyAt(this.#rules.policies, at);
    if (policy.version === this.#policy.version) return null;
    const saved = await this.append({ kind: 'policy-change', at, policyVersion: policy.version });
    if (saved.kind === 'not-saved') return saved;
    this.#policy = policy;
    this.openLog.useContext({ policyVersion: policy.version });
    this.#tell();
    return null;
  }

  /** Made when it is asked for, after a change. */
  #allPassings(): Passings {
    const roster = this.roster;
    const holderOf = (subject: Subject): Holder | null =>
      roster ? holderIn(roster, subject) : null;
    const own = shiftPassings(this.state.entries, this.gate.id, holderOf);
    const records = new Set(this.#log.map(({ id }) => recordKey(id)));
    return withShift(this.#heard?.passings ?? NO_PASSINGS, own, (id) => records.has(recordKey(id)));
  }

  #tell(): void {
    this.#passings = null;
    for (const listener of [...this.#listeners]) listener();
  }
}

function holderIn(roster: Roster, subject: Subject): Holder | null {
  const { person, householdId } = subjectHome(subject, roster);
  return householdId === null ? null : { rosterNumber: person?.rosterNumber ?? null, householdId };
}

/** The inside of a session that this app made; anything else is a bug. */
export function workingsOf(session: ShiftSession): WorkingSession {
  if (session instanceof WorkingSession) return session;
  throw new TypeError('not a session of this app');
}
