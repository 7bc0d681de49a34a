import type { RecordId } from '../domain/entry.ts';
import type { ToldDay } from '../domain/gate-day.ts';
import type { GateRecord } from '../domain/gate-record.ts';
import type { Briefing } from '../domain/mark.ts';
import type { StreetNotice } from '../domain/notice.ts';
import { NO_PASSINGS, type Passings } from '../domain/passings.ts';
import type { Policy } from '../domain/policy.ts';
import type { IdentifiedRecord, ShiftState, StandingEntry } from '../domain/shift-state.ts';
import type { Roster } from '../roster/roster-file.ts';
import { type OpenLog, wholeSecond } from '../storage/open-log.ts';
import { policyAt } from '../storage/street-documents.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import type { Card } from './card.ts';
import type { HeardFromGates } from './heard-passings.ts';
import type { OpenedRoster, PulledRules } from './pulled-rules.ts';
import { sessionPassings } from './session-passings.ts';
import { type ReadLog, ShiftLog } from './shift-log.ts';
import type { GateInfo, NotSaved, SessionEnd, ShiftSession } from './shift-session.ts';

interface SessionStart extends ReadLog {
  readonly shiftId: string;
  readonly gate: GateInfo;
  readonly openLog: OpenLog;
  readonly writerLock: WriterLock;
  readonly rules: PulledRules;
  readonly policy: Policy;
  readonly card: Card | null;
  readonly roster: OpenedRoster | null;
  readonly briefing: Briefing | null;
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
  /** Made when they are asked for, after a change. */
  #passings: Passings | null = null;
  readonly #log: ShiftLog;
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
    this.#log = new ShiftLog(start);
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
    this.#passings ??= this.#ended
      ? NO_PASSINGS
      : sessionPassings(this.#heard?.passings ?? null, this.#log, this.gate.id, this.roster);
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
    return this.#log.state;
  }
  get earlierCases(): readonly StandingEntry[] {
    return this.#log.earlierCases;
  }
  /** Whoever may be met again at the gate: earlier shifts' open cases, and all of this shift. */
  get seen(): readonly StandingEntry[] {
    return [...this.earlierCases, ...this.state.entries];
  }
  /** False: whether earlier shifts left open cases is not known here. */
  get knowsEarlierCases(): boolean {
    return this.#log.knowsEarlierCases;
  }
  get unreadable(): number {
    return this.#log.unreadable;
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
      this.#log.append(appended.saved);
      this.#tell();
    }
    return { kind: 'saved', id: appended.saved.id };
  }

  /** Of this shift. */
  standing(id: RecordId): StandingEntry | null {
    return this.#log.standing(id);
  }

  /** Also of earlier shifts, as far as cases came over from them. */
  standingAnywhere(id: RecordId): StandingEntry | null {
    return this.#log.standingAnywhere(id);
  }

  /** A count of this shift that was not taken back. */
  hasHeadCount(id: RecordId): boolean {
    return this.#log.hasHeadCount(id);
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
    this.#log.useEarlier(log);
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
    read: ReadLog,
  ): void {
    if (this.#ended) return;
    this.#card = card;
    this.#log.readAnew(read);
    this.#briefing = briefing;
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
    this.#log.forget();
    for (const ending of this.#endings) ending();
    this.#writerLock.release();
    this.#tell();
    this.#listeners.clear();
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

  #tell(): void {
    this.#passings = null;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The inside of a session that this app made; anything else is a bug. */
export function workingsOf(session: ShiftSession): WorkingSession {
  if (session instanceof WorkingSession) return session;
  throw new TypeError('not a session of this app');
}
