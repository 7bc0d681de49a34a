import type { RecordId } from '../domain/entry.ts';
import type { GateRecord } from '../domain/gate-record.ts';
import type { Policy } from '../domain/policy.ts';
import {
  type IdentifiedRecord,
  recordKey,
  type ShiftState,
  type StandingEntry,
  shiftState,
} from '../domain/shift-state.ts';
import type { Roster } from '../roster/roster-file.ts';
import type { KeyList } from '../sealing/key-list.ts';
import { type OpenLog, wholeSecond } from '../storage/open-log.ts';
import { type Policies, policyAt, type Revocations } from '../storage/street-documents.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import type { GateInfo, NotSaved, SessionEnd, ShiftSession } from './shift-session.ts';

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
  #log: IdentifiedRecord[];
  #state: ShiftState;
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
    this.#log = [...start.log];
    this.#unreadable = start.unreadable;
    this.#state = shiftState(this.#log);
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
    return this.#state;
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

  /** Call only within `exclusively`. */
  async append(record: GateRecord): Promise<{ kind: 'saved'; id: RecordId } | NotSaved> {
    if (this.#ended) return { kind: 'not-saved', why: this.#ended };
    const appended = await this.openLog.append(record);
    if (appended.kind === 'not-saved') return appended;
    if (!this.#ended) {
      this.#log.push(appended.saved);
      this.#state = shiftState(this.#log);
      this.#tell();
    }
    return { kind: 'saved', id: appended.saved.id };
  }

  standing(id: RecordId): StandingEntry | null {
    return this.#state.entries.find((entry) => recordKey(entry.id) === recordKey(id)) ?? null;
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

  useGate(isGone: boolean): void {
    if (this.#ended || isGone === this.#isGateGone) return;
    this.#isGateGone = isGone;
    this.#tell();
  }

  /** The card came after the session had begun without it. */
  useCard(
    card: Card,
    roster: OpenedRoster | null,
    read: { readonly log: readonly IdentifiedRecord[]; readonly unreadable: number },
  ): void {
    if (this.#ended) return;
    this.#card = card;
    this.#log = [...read.log];
    this.#unreadable = read.unreadable;
    this.#state = shiftState(this.#log);
    if (roster) this.useRoster(roster);
    else this.#tell();
  }

  /** Keys, roster and everything readable leave the memory that this object holds. */
  end(why: SessionEnd): void {
    if (this.#ended) return;
    this.#ended = why;
    this.openLog.forget();
    this.#card = null;
    this.#roster = null;
    this.#log = [];
    this.#state = shiftState([]);
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
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The inside of a session that this app made; anything else is a bug. */
export function workingsOf(session: ShiftSession): WorkingSession {
  if (session instanceof WorkingSession) return session;
  throw new TypeError('not a session of this app');
}
