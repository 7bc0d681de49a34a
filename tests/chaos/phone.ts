import { IDBKeyRange } from 'fake-indexeddb';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import type { PhoneAccount, Saved } from './journal.ts';
import { PhoneStorage, type WriteFault } from './killable-storage.ts';
import type { Network, NetworkFault } from './network.ts';
import type { PhoneCode, PhoneGlobals } from './phone-code.ts';
import { phoneLocks } from './phone-locks.ts';
import type { Street } from './street.ts';

/** How a deed ended. `died`: the phone was killed in the middle of it, and nobody was told anything. */
type Ended<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'died' }
  | { readonly kind: 'threw'; readonly error: unknown };

interface Life {
  readonly code: PhoneCode;
  readonly died: Promise<void>;
  isDead: boolean;
  session: ShiftSession | null;
  /** The time has come for all of them between two deeds. */
  readonly timers: Map<number, () => void>;
}

interface PhoneSurroundings {
  readonly street: Pick<Street, 'gates' | 'invitation'>;
  readonly network: Pick<Network, 'exchange' | 'putInTheWay'>;
  readonly origin: string;
  readonly startCode: (globals: PhoneGlobals) => PhoneCode;
  /** The world's clock, epoch ms. */
  readonly now: () => number;
}

/** Timers below this are a turn of the event loop, no waiting. */
const TURN_MS = 10;

const SYNC_ORDERS = {
  'push-first': ['push', 'pull'],
  'pull-first': ['pull', 'push'],
  'push-only': ['push'],
  'pull-only': ['pull'],
} as const;

/** A phone on which the product runs. It can die at any write; its disk and what was shown on its screen stay. */
export class Phone {
  readonly name: string;
  readonly gate: Street['gates'][number];
  readonly saved: Saved[] = [];
  /** The phone's clock less the world's. */
  clockOffsetMs = 0;
  isRevoked = false;
  kills = 0;
  readonly #around: PhoneSurroundings;
  readonly #storage = new PhoneStorage();
  readonly #notes = new Map<string, string>();
  readonly #passNumbers: number;
  #attempts = 0;
  #life: Life | null = null;

  constructor(index: number, around: PhoneSurroundings) {
    this.name = `p${index}`;
    const gate = around.street.gates[index % around.street.gates.length];
    if (!gate) throw new Error('a street without gates');
    this.gate = gate;
    this.#around = around;
    this.#passNumbers = (index + 1) * 100_000;
  }

  get hasSession(): boolean {
    return this.#life?.session != null;
  }

  get now(): number {
    return this.#around.now() + this.clockOffsetMs;
  }

  arm(fault: { readonly kind: WriteFault; readonly at: number } | null): void {
    this.#begun();
    this.#storage.arm(fault);
  }

  loseConnections(): void {
    this.#storage.loseConnections();
  }

  putInTheWay(faults: readonly NetworkFault[]): void {
    this.#around.network.putInTheWay(this.name, faults);
  }

  /** Nothing in memory is left; the disk is as it was committed. */
  die(): void {
    this.#storage.kill();
  }

  async join(): Promise<string> {
    return this.#told(
      await this.#do(async ({ code }) => {
        const invitation = code.readInvitation(this.#around.street.invitation);
        if (!invitation) throw new Error('no invitation');
        const known = await code.readIdentity();
        if (!known) {
          const enrolled = await code.enrol(invitation, this.name, () => this.now);
          if (enrolled.kind !== 'enrolled') return enrolled.kind;
        }
        const pulled = await this.#pull(code);
        return `joined, pull ${pulled}`;
      }),
    );
  }

  get isReady(): Promise<boolean> {
    return this.#do(async ({ code }) => (await code.database.gates.count()) > 0).then(
      (ended) => ended.kind === 'done' && ended.value,
    );
  }

  /** Opens the gate's shift, or goes on with the one that is open; `withCard` false: nobody has it at hand. */
  async openShift(withCard: boolean, onDuty: readonly string[] = [this.name]): Promise<string> {
    return this.#told(
      await this.#do(async (life) => {
        const { code } = life;
        const shifts = (await code.database.shifts.toArray()).length;
        const unlocked = withCard
          ? await code.unlockWithCard(this.gate.cardText, this.now)
          : await code.goOnWithoutNames(this.gate.id, [], this.now);
        const opened =
          unlocked.kind === 'ready' ? await unlocked.start(onDuty, this.now) : unlocked;
        if (opened.kind !== 'opened') return opened.kind === 'not-saved' ? opened.why : opened.kind;
        life.session = opened.session;
        const isNew = (await code.database.shifts.toArray()).length > shifts;
        if (isNew) this.saved.push({ kind: 'start', shiftId: opened.session.shiftId });
        return isNew ? 'started' : 'resumed';
      }),
    );
  }

  /** Somebody passes. Every attempt is about another pass, so that what was not saved cannot stand for what was. */
  async record(temperatureTenths: number, isIn: boolean): Promise<string> {
    const passNumber = this.#passNumbers + this.#attempts;
    this.#attempts += 1;
    return this.#inSession(async ({ code }, session) => {
      const recorded = await code.recordEntry(
        session,
        {
          subject: { kind: 'pass', passNumber },
          direction: isIn ? 'in' : 'out',
          identification: 'found',
          temperatureTenths,
          site: 'forehead',
          mask: true,
          shown: [],
          follows: null,
        },
        this.now,
      );
      if (recorded.kind !== 'saved') return whyNot(recorded);
      const { id, at } = recorded.entry;
      this.saved.push({ kind: 'entry', ...id, at, passNumber, temperatureTenths, isIn });
      return 'saved';
    });
  }

  /** The last entry is taken back, or decided about when it is open. */
  async amend(): Promise<string> {
    return this.#inSession(async ({ code }, session) => {
      const entry = session.state.entries.at(-1);
      if (!entry) return 'nothing to amend';
      const isOpen = entry.facts.outcome === 'held' || entry.facts.outcome === 'parked';
      const by = session.state.onDuty[0] ?? '';
      const amended = isOpen
        ? await code.decideEntry(session, entry.id, 'turned-back', '', by, this.now)
        : await code.undoEntry(session, entry.id, this.now);
      if (amended.kind !== 'saved') return whyNot(amended);
      this.saved.push({ kind: isOpen ? 'decision' : 'undo', ...entry.id });
      return isOpen ? 'decided' : 'undone';
    });
  }

  async note(): Promise<string> {
    const text = `${this.name} ${this.#attempts}`;
    this.#attempts += 1;
    return this.#inSession(async ({ code }, session) => {
      const written = await code.writeHandoverNote(session, text, this.now);
      if (written.kind !== 'saved') return whyNot(written);
      this.saved.push({ kind: 'note', text });
      return 'saved';
    });
  }

  async close(): Promise<string> {
    return this.#inSession(async (life, session) => {
      const closed = await life.code.closeShift(session, this.now);
      if (closed.kind !== 'closed') return whyNot(closed);
      const { shiftId, recordCount } = closed;
      life.session = null;
      this.saved.push({ kind: 'close', shiftId, recordCount });
      return `closed with ${recordCount}`;
    });
  }

  async lock(): Promise<string> {
    return this.#inSession(async (life, session) => {
      life.code.lock(session);
      life.session = null;
      return 'locked';
    });
  }

  /** As the app's loop does it: what the storage throws in between is a failure of this round. */
  async sync(order: keyof typeof SYNC_ORDERS): Promise<string> {
    return this.#told(
      await this.#do(async ({ code }) => {
        const ends: string[] = [];
        for (const way of SYNC_ORDERS[order]) {
          const end = way === 'push' ? await this.#push(code) : await this.#pull(code);
          ends.push(`${way} ${end}`);
        }
        return ends.join(', ');
      }),
    );
  }

  async pending(): Promise<number> {
    const ended = await this.#do(({ code }) => code.countPending());
    return ended.kind === 'done' ? ended.value : Number.POSITIVE_INFINITY;
  }

  async identity(): Promise<DeviceIdentity | null> {
    const ended = await this.#do(({ code }) => code.readIdentity());
    return ended.kind === 'done' ? ended.value : null;
  }

  /** What the harness lends its hands for: a call of this phone's own code. */
  async lend<T>(use: (code: PhoneCode) => Promise<T>): Promise<T | null> {
    const ended = await this.#do(({ code }) => use(code));
    return ended.kind === 'done' ? ended.value : null;
  }

  /** A deed of this phone's own code at its open gate. @throws when no gate is open on it, or it dies. */
  async atGate<T>(deed: (code: PhoneCode, session: ShiftSession) => Promise<T>): Promise<T> {
    const ended = await this.#do(async ({ code, session }) => {
      if (!session) throw new Error('no gate is open');
      return deed(code, session);
    });
    if (ended.kind === 'done') return ended.value;
    throw ended.kind === 'threw' ? ended.error : new Error(`${this.name} died`);
  }

  async account(): Promise<PhoneAccount> {
    const identity = await this.identity();
    const ended = await this.#do(async ({ code }) => {
      const segments = await code.database.segments.toArray();
      const complaints: string[] = segments.flatMap(({ trouble }) =>
        trouble ? [trouble.kind] : [],
      );
      const pending = await code.countPending();
      if (pending > 0) complaints.push(`${pending} records have no receipt`);
      for (const loss of await code.findDatabaseLoss()) {
        complaints.push(`the loss detector misses ${loss.saved - loss.found} records`);
      }
      return {
        onPhone: await code.database.records.toArray(),
        receipts: segments.flatMap(({ segmentId, receipt }) =>
          receipt ? [{ segmentId, number: receipt.number, bytes: receipt.bytes }] : [],
        ),
        complaints,
      };
    });
    if (ended.kind !== 'done') throw new Error(`${this.name} cannot be read: ${this.#told(ended)}`);
    const deviceId = identity?.deviceId ?? 'none';
    const { name, isRevoked, saved } = this;
    return { name, deviceId, isRevoked, saved, ...ended.value };
  }

  async #pull(code: PhoneCode): Promise<string> {
    const identity = await code.readIdentity();
    if (!identity) return 'unjoined';
    const client = code.clientOf(identity, () => this.now);
    return this.#asTheLoop(() => code.pullChanges(client, identity, 'chaos', () => this.now));
  }

  async #push(code: PhoneCode): Promise<string> {
    const identity = await code.readIdentity();
    if (!identity) return 'unjoined';
    const client = code.clientOf(identity, () => this.now);
    return this.#asTheLoop(() => code.pushLog(client, identity, () => this.now));
  }

  async #asTheLoop(
    work: () => Promise<{ readonly kind: string; readonly problem: string | null }>,
  ): Promise<string> {
    try {
      const { kind, problem } = await work();
      return problem === null ? kind : `${kind} (${problem})`;
    } catch (error) {
      return `threw ${nameOf(error)}`;
    }
  }

  async #inSession(deed: (life: Life, session: ShiftSession) => Promise<string>): Promise<string> {
    return this.#told(
      await this.#do(async (life) => (life.session ? deed(life, life.session) : 'no session')),
    );
  }

  async #do<T>(deed: (life: Life) => Promise<T>): Promise<Ended<T>> {
    const life = this.#begun();
    const ended = await Promise.race<Ended<T>>([
      deed(life).then(
        (value) => ({ kind: 'done', value }),
        (error) => ({ kind: 'threw', error }),
      ),
      life.died.then(() => ({ kind: 'died' })),
    ]);
    if (life.isDead) return { kind: 'died' };
    const due = [...life.timers.values()];
    life.timers.clear();
    for (const run of due) run();
    return ended;
  }

  #told(ended: Ended<string>): string {
    switch (ended.kind) {
      case 'done':
        return ended.value;
      case 'died':
        return 'died';
      case 'threw':
        return `threw ${nameOf(ended.error)}`;
      default:
        throw new Error(`unknown end ${ended satisfies never}`);
    }
  }

  #begun(): Life {
    if (this.#life) return this.#life;
    const { network, origin, startCode } = this.#around;
    const died = Promise.withResolvers<void>();
    const timers = new Map<number, () => void>();
    const asking = { name: this.name, isDead: false, die: () => this.die() };
    let handles = 0;
    const indexedDB = this.#storage.begin(() => {
      asking.isDead = true;
      if (life) life.isDead = true;
      this.#life = null;
      this.kills += 1;
      timers.clear();
      died.resolve();
    });
    const code = startCode({
      indexedDB,
      IDBKeyRange,
      fetch: async (input, init) => {
        const url = new URL(String(input));
        const body = init?.body instanceof Uint8Array ? new Uint8Array(init.body) : null;
        const request = {
          method: init?.method ?? 'GET',
          path: url.pathname + url.search,
          headers: Object.fromEntries(new Headers(init?.headers)),
          body,
        };
        return this.#storage.whileUnderWay(network.exchange(asking, request));
      },
      localStorage: {
        getItem: (key) => this.#notes.get(key) ?? null,
        setItem: (key, value) => {
          if (!asking.isDead) this.#notes.set(key, value);
        },
      },
      navigator: { language: 'zh-CN', locks: phoneLocks() },
      location: { origin },
      // Sending adapts itself to how quick the network is; here it is always as quick.
      performance: { now: () => 0 },
      setTimeout: (run, ms = 0) => {
        handles += 1;
        const handle = handles;
        timers.set(handle, run);
        if (ms > TURN_MS) return handle;
        setTimeout(() => {
          if (timers.delete(handle) && !asking.isDead) run();
        }, ms);
        return handle;
      },
      clearTimeout: (handle) => {
        timers.delete(handle);
      },
    });
    const life: Life = { code, died: died.promise, isDead: false, session: null, timers };
    this.#life = life;
    return life;
  }
}

function whyNot(told: { readonly kind: string; readonly why?: string }): string {
  return told.why === undefined ? told.kind : `${told.kind}: ${told.why}`;
}

const nameOf = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException
    ? `${error.name}: ${error.message}`
    : String(error);
