import { setTimeout as wait } from 'node:timers/promises';
import { carry } from './carry.ts';
import type { SeedDatabase } from './databases.ts';
import { Network } from './network.ts';
import { Phone } from './phone.ts';
import type { PhoneCode, PhoneGlobals } from './phone-code.ts';
import type { Blow, Schedule } from './schedule.ts';
import type { ServerUnderTest } from './server.ts';
import type { Street } from './street.ts';
import { Trace } from './trace.ts';

export const WORLD_BEGINS = Date.UTC(2022, 2, 30, 6);
const MONTH_MS = 31 * 86_400_000;
const CLOCK_EVERY_STEPS = 20;
const ROUNDS_AT_THE_END = 12;

export interface RunParts {
  readonly schedule: Schedule;
  readonly phones: number;
  /** Deeds that each phone has to show as saved. */
  readonly records: number;
  readonly server: ServerUnderTest;
  readonly street: Street;
  readonly startCode: (globals: PhoneGlobals) => PhoneCode;
  /** Null: the store has no server of its own. */
  readonly database: SeedDatabase | null;
}

/** One seed from the first invitation to the moment when everything was let through. */
export class Run {
  readonly trace = new Trace();
  readonly phones: readonly Phone[];
  readonly network: Network;
  serverKills = 0;
  databaseRestarts = 0;
  failovers = 0;
  readonly #parts: RunParts;
  readonly #schedule: Schedule;
  readonly #blows: Blow[];
  #now = WORLD_BEGINS;
  #steps = 0;
  /** Steps until a server that is down comes back. */
  #downFor = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { server, street, startCode } = parts;
    this.#schedule = parts.schedule;
    this.#blows = [...parts.schedule.blows];
    this.network = new Network(server, (phone, line) => this.trace.note(phone, line));
    const around = {
      street,
      network: this.network,
      origin: server.origin,
      startCode,
      now: () => this.#now,
    };
    this.phones = Array.from({ length: parts.phones }, (_, index) => new Phone(index, around));
  }

  get saved(): number {
    return this.phones.reduce((sum, { saved }) => sum + saved.length, 0);
  }

  get kills(): number {
    return this.phones.reduce((sum, { kills }) => sum + kills, 0);
  }

  async go(): Promise<void> {
    await this.#parts.server.start(this.#now);
    const working = () => this.phones.filter(({ saved }) => saved.length < this.#parts.records);
    await this.#startTogether();
    const patience = 500 + this.#parts.records * this.#parts.phones;
    while (working().length > 0) {
      if (this.#steps > patience) throw new Error('the phones get no further');
      await this.#strike();
      await this.#step(this.#schedule.random.pick(working()));
    }
    await this.#letThrough();
  }

  close(): void {
    this.network.close();
  }

  /** Of a step that may have taken the server with it. */
  async #told(phone: Phone | null, deed: string, outcome: string): Promise<void> {
    this.#steps += 1;
    this.network.settle();
    this.trace.step(`${this.#steps} ${phone?.name ?? 'all'} ${deed} → ${outcome}`);
    if (/threw (Type|Range|Reference)Error\b/.test(outcome)) throw new Error(outcome);
    const { server } = this.#parts;
    if (!server.isUp) {
      if (this.#downFor === 0) {
        this.serverKills += 1;
        this.#downFor = this.#schedule.random.between(1, 8);
      }
      this.#downFor -= 1;
      if (this.#downFor === 0) await this.#startServer();
    } else if (this.#steps % CLOCK_EVERY_STEPS === 0) {
      await server.setClock(this.#now);
    }
  }

  async #startServer(): Promise<void> {
    await this.#parts.server.start(this.#now);
    await this.network.sendUnsure();
  }

  /** All gates are manned in the same second, as at the change of shifts. */
  async #startTogether(): Promise<void> {
    for (const phone of this.phones) await this.#makeReady(phone);
    const second = this.#now;
    for (const phone of this.phones) {
      this.#now = second;
      await this.#open(phone);
    }
  }

  async #makeReady(phone: Phone): Promise<void> {
    while (!(await phone.isReady)) {
      phone.putInTheWay(this.#schedule.troubleWhenJoining());
      await this.#told(phone, 'join', await phone.join());
    }
  }

  async #open(phone: Phone): Promise<void> {
    const withCard = this.#schedule.random.chance(0.9);
    await this.#told(phone, 'open', await phone.openShift(withCard));
  }

  async #step(phone: Phone): Promise<void> {
    const schedule = this.#schedule;
    const { random } = schedule;
    const deed = schedule.deed();
    switch (deed) {
      case 'record':
        return this.#burst(phone);
      case 'sync':
      case 'sync-in-trouble': {
        phone.putInTheWay(deed === 'sync' ? [] : schedule.trouble(true));
        const order = random.pick(['push-first', 'pull-first', 'push-only'] as const);
        return this.#told(phone, `${deed} ${order}`, await phone.sync(order));
      }
      case 'die-at-a-write':
      case 'disk-full': {
        const fault = schedule.writeFault(deed === 'disk-full' ? 'full' : 'kill');
        phone.arm(fault);
        return this.#told(phone, deed, `${fault.kind} at ${fault.at}`);
      }
      case 'die':
        phone.die();
        return this.#told(phone, deed, 'dead');
      case 'lock':
        return this.#told(phone, deed, await phone.lock());
      case 'close':
        if (random.chance(0.5)) await this.#told(phone, 'note', await phone.note());
        return this.#told(phone, deed, await phone.close());
      case 'lose-connections':
        phone.loseConnections();
        return this.#told(phone, deed, 'lost');
      case 'turn-clock':
        phone.clockOffsetMs = schedule.clockOffset();
        return this.#told(phone, deed, String(phone.clockOffsetMs));
      case 'carry': {
        const carrier = random.pick(this.phones.filter((other) => other !== phone));
        const faults = random.chance(0.3) ? schedule.trouble(false) : [];
        const outcome = await carry(phone, carrier, faults, random.chance(0.8));
        return this.#told(phone, `carried by ${carrier.name}`, outcome);
      }
      case 'herd': {
        const herd = this.phones.filter(() => random.chance(0.6));
        for (const one of herd) {
          one.putInTheWay(random.chance(0.5) ? schedule.trouble(false) : []);
        }
        // What one pulls depends on what others have pushed, and must not on who was quicker.
        const pushed = await Promise.all(herd.map((one) => one.sync('push-only')));
        const pulled = await Promise.all(herd.map((one) => one.sync('pull-only')));
        return this.#told(null, deed, [...pushed, ...pulled].join('; '));
      }
      case 'deliver-late': {
        if (this.network.waiting === 0) return;
        await this.network.deliverLate(random.between(0, this.network.waiting - 1));
        return this.#told(null, deed, `${this.network.waiting} left`);
      }
      default:
        throw new Error(`unknown deed ${deed satisfies never}`);
    }
  }

  /** People come one after another; the phone may die, be locked or full in between. */
  async #burst(phone: Phone): Promise<void> {
    const { random } = this.#schedule;
    if (!(await phone.isReady)) return this.#makeReady(phone);
    if (!phone.hasSession) return this.#open(phone);
    const people = random.between(1, 14);
    const outcomes: string[] = [];
    for (let person = 0; person < people; person += 1) {
      this.#now += this.#schedule.pauseMs();
      outcomes.push(await phone.record(this.#schedule.temperature(), random.chance(0.5)));
      if (random.chance(0.08)) outcomes.push(await phone.amend());
    }
    await this.#told(phone, 'record', summed(outcomes));
  }

  /** The blows whose time has come. */
  async #strike(): Promise<void> {
    const { server, phones, records, database } = this.#parts;
    const blow = this.#blows[0];
    if (!blow || this.saved < blow.at * phones * records) return;
    this.#blows.shift();
    switch (blow.kind) {
      case 'kill-server':
        if (server.isUp) await this.network.killServer();
        return this.#told(null, blow.kind, 'killed');
      case 'restart-database':
        this.databaseRestarts += 1;
        await database?.restart();
        return this.#told(null, blow.kind, 'restarted');
      case 'fail-over':
        if (database) await this.#failOver(database);
        return;
      case 'next-month':
        this.#now += MONTH_MS;
        if (server.isUp) await this.network.killServer();
        return this.#told(null, blow.kind, 'begun');
      case 'rotate-keys':
        await server.runCommand(
          ['rotate-keys', '--use', 'receipt,policy,certificate', '--after-hours', '1'],
          this.#now,
        );
        return this.#told(null, blow.kind, 'rotated');
      case 'revoke': {
        const phone = this.#schedule.random.pick(this.phones);
        const identity = await phone.identity();
        if (!identity) return this.#told(phone, blow.kind, 'not joined');
        phone.isRevoked = true;
        await server.runCommand(['revoke', '--device', identity.deviceId], this.#now);
        return this.#told(phone, blow.kind, 'revoked');
      }
      default:
        throw new Error(`unknown blow ${blow.kind satisfies never}`);
    }
  }

  /** While a phone sends; what of that the server took is known to nobody. Of several at once the order would be chance. */
  async #failOver(database: SeedDatabase): Promise<void> {
    const { random } = this.#schedule;
    this.failovers += 1;
    const afterMs = random.between(0, 12);
    let over: Promise<void> | null = null;
    const strike = async (): Promise<void> => {
      await wait(afterMs);
      await database.failOver();
    };
    const failOver = (): Promise<void> => {
      over ??= strike();
      return over;
    };
    const waiting: Phone[] = [];
    for (const phone of this.phones) if ((await phone.pending()) > 0) waiting.push(phone);
    const phone = random.pick(waiting.length > 0 ? waiting : this.phones);
    phone.putInTheWay([{ kind: 'database-fails-over', failOver }]);
    const outcome = await phone.sync('push-first');
    phone.putInTheWay([]);
    await failOver();
    await this.network.sendUnsure();
    if (this.#blows.some(({ kind }) => kind === 'fail-over')) await database.standBy();
    return this.#told(phone, 'fail-over', outcome);
  }

  /** No more faults: what is under way arrives, and every phone sends until nothing is left. */
  async #letThrough(): Promise<void> {
    const { server } = this.#parts;
    if (!server.isUp) await this.#startServer();
    this.#downFor = 0;
    while (this.network.waiting > 0) await this.network.deliverLate(0);
    for (const phone of this.phones) {
      phone.arm(null);
      phone.putInTheWay([]);
      if (!phone.isRevoked && !phone.hasSession) await this.#open(phone);
      await this.#told(phone, 'close', await phone.close());
      for (let round = 0; round < ROUNDS_AT_THE_END && (await phone.pending()) > 0; round += 1) {
        await this.#told(phone, 'last sync', await phone.sync('pull-first'));
      }
    }
  }
}

function summed(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}
