import { describe, expect, test } from 'vitest';
import type { Direction, Outcome, Shown } from '../../../src/domain/entry.ts';
import type { HouseholdPassing } from '../../../src/domain/household-history.ts';
import {
  type FeverBefore,
  type JudgedSubject,
  type Judgement,
  judge,
  type Situation,
} from '../../../src/domain/judge.ts';
import type { Mark, MarkSubject } from '../../../src/domain/mark.ts';
import { firstOutcome } from '../../../src/domain/parking.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { shownTogether } from '../../../src/domain/shown.ts';
import { streetDay, streetMoment } from '../../../src/domain/street-time.ts';
import { parsePolicyMade } from '../../../src/protocol/policies.ts';
import type { Account, Line, Marked } from './account.ts';
import { encheng } from './encheng.ts';
import { fuhua } from './fuhua.ts';
import { guancheng } from './guancheng.ts';
import { huanggang } from './huanggang.ts';
import { minghu } from './minghu.ts';

const ACCOUNTS: readonly Account[] = [minghu, guancheng, encheng, huanggang, fuhua];
const ZONE = 'Asia/Shanghai';

/** What became of a line that was played. */
interface Played {
  readonly line: Line;
  readonly at: number;
  readonly shown: readonly Shown[];
  readonly judgement: Judgement;
  readonly outcome: Outcome;
  readonly feverBefore: FeverBefore | null;
  readonly continuedBy: { yes: boolean };
}

function moment({ day }: Account, later: number, clock: string): number {
  const [hour = '', minute = ''] = clock.split(':');
  const noon = streetMoment(day, 12, 0, ZONE) as number;
  const wanted = streetDay(noon + later * 24 * 3_600_000, ZONE);
  return streetMoment(wanted, Number(hour), Number(minute), ZONE) as number;
}

const mark = (subject: MarkSubject, marked: Marked): Mark => ({
  id: 'm',
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: false,
  documentIds: [],
  note: '',
  ...marked,
});

/** Plays an account line by line, each with what its gate knows of those before. */
class Day {
  readonly #account: Account;
  readonly #names: readonly string[];
  readonly #homes: readonly string[];
  readonly #played: Played[] = [];

  constructor(account: Account) {
    this.#account = account;
    this.#names = Object.keys(account.people);
    this.#homes = [
      ...new Set(Object.values(account.people).flatMap((one) => one.household?.key ?? [])),
    ];
  }

  play(line: Line): Judgement {
    const at = moment(this.#account, line.later ?? 0, line.at);
    const policy = this.#policy(line);
    const open = this.#played.findLast(
      (one) =>
        one.line.who === line.who &&
        one.line.gate === line.gate &&
        ['parked', 'held'].includes(one.outcome) &&
        !one.continuedBy.yes,
    );
    if (open) open.continuedBy.yes = true;
    const shown = shownTogether(open?.shown ?? [], line.shows ?? []);
    const feverBefore = open ? this.#feverOf(open) : null;
    const situation: Situation = {
      at,
      direction: line.way,
      reading:
        line.celsius === null
          ? null
          : {
              temperatureTenths: Math.round(line.celsius * 10),
              site: line.site ?? policy.firstSite,
            },
      mask: line.mask ?? true,
      feverBefore,
      shown,
      lastPassing: this.#lastHere(line, at),
      history: this.#history(line, at),
      heardAt: this.#heardAt(line, at),
      measuredTogether: this.#measuredTogether(line, shown),
      documentUses: this.#documentUses(line, at),
    };
    const judgement = judge(this.#subject(line, shown), situation, policy);
    const outcome = line.outcome ?? firstOutcome(judgement);
    this.#played.push({
      line,
      at,
      shown,
      judgement,
      outcome,
      feverBefore,
      continuedBy: { yes: false },
    });
    return judgement;
  }

  #policy(line: Line): Policy {
    const policy = this.#account.gates[line.gate];
    if (!policy) throw new Error(`no gate ${line.gate}`);
    return policy;
  }

  #person(line: Line) {
    const person = this.#account.people[line.who];
    if (!person) throw new Error(`nobody is called ${line.who}`);
    return person;
  }

  #subject(line: Line, shown: readonly Shown[]): JudgedSubject {
    const person = this.#person(line);
    const { household } = person;
    const rosterNumber = this.#names.indexOf(line.who) + 1;
    const marks: Mark[] = [];
    if (person.mark) {
      const subject: MarkSubject = household
        ? { kind: 'resident', rosterNumber }
        : { kind: 'id-number', idNumber: '11010519491231002X' };
      marks.push(mark(subject, person.mark));
    }
    if (household?.mark) {
      const householdId = this.#homes.indexOf(household.key) + 1;
      marks.push(mark({ kind: 'household', householdId }, household.mark));
    }
    for (const one of shown) {
      const marked = one.kind === 'vehicle' ? this.#account.plates?.[one.plate] : undefined;
      if (one.kind === 'vehicle' && marked)
        marks.push(mark({ kind: 'plate', plate: one.plate }, marked));
    }
    if (!household) {
      const onRoster = person.isUnlisted ? 'absent' : 'none';
      return { colour: null, onRoster, rosterNumber: null, home: null, marks };
    }
    const { colour, home } = household;
    return { colour, onRoster: 'listed', rosterNumber, home, marks };
  }

  #feverOf(open: Played): FeverBefore | null {
    const codes = open.judgement.reasons.map(({ code }) => code);
    if (!codes.includes('fever-first')) return open.feverBefore;
    const used = open.shown.find((one) => one.kind === 'instrument');
    return {
      site: open.line.site ?? this.#policy(open.line).firstSite,
      instrumentId: used?.instrumentId ?? null,
    };
  }

  #heardAt(line: Line, at: number): number | null {
    if (line.heard === undefined) return at;
    return line.heard === null ? null : moment(this.#account, line.later ?? 0, line.heard);
  }

  /** Of any gate as far as it was heard of, of this one all. */
  #history(line: Line, at: number): HouseholdPassing[] {
    const { household } = this.#person(line);
    if (!household) return [];
    const heardAt = this.#heardAt(line, at) ?? 0;
    return this.#played
      .filter(
        (one) =>
          one.outcome === 'passed' &&
          this.#person(one.line).household?.key === household.key &&
          (one.line.gate === line.gate || one.at <= heardAt),
      )
      .map((one) => ({
        rosterNumber: this.#names.indexOf(one.line.who) + 1,
        direction: one.line.way,
        at: one.at,
        purpose: one.shown.find((shown) => shown.kind === 'purpose')?.purpose ?? null,
      }));
  }

  /** In this gate's shift, which is its day. */
  #lastHere(line: Line, at: number): { direction: Direction; at: number } | null {
    const last = this.#played.findLast(
      (one) =>
        one.outcome === 'passed' &&
        one.line.who === line.who &&
        one.line.gate === line.gate &&
        streetDay(one.at, ZONE) === streetDay(at, ZONE),
    );
    return last ? { direction: last.line.way, at: last.at } : null;
  }

  #measuredTogether(line: Line, shown: readonly Shown[]): number {
    const group = shown.find((one) => one.kind === 'together')?.group;
    if (group === undefined) return 1;
    const measured = this.#played
      .filter(
        (one) =>
          one.line.celsius !== null &&
          one.line.way === line.way &&
          one.shown.some((other) => other.kind === 'together' && other.group === group),
      )
      .map((one) => one.line.who);
    return new Set([...measured, line.who]).size;
  }

  #documentUses(line: Line, at: number): Record<number, number> {
    const { household } = this.#person(line);
    const uses: Record<number, number> = {};
    for (const one of this.#played) {
      const isSame = household
        ? this.#person(one.line).household?.key === household.key
        : one.line.who === line.who;
      const isToday = streetDay(one.at, ZONE) === streetDay(at, ZONE);
      const told = one.shown.find((shown) => shown.kind === 'document')?.documentId;
      const used = one.judgement.reasons.some(({ code }) => code === 'lifted') ? told : undefined;
      if (one.outcome === 'passed' && isSame && isToday && used !== undefined) {
        uses[used] = (uses[used] ?? 0) + 1;
      }
    }
    return uses;
  }
}

for (const account of ACCOUNTS) {
  describe(account.name, () => {
    const day = new Day(account);
    for (const line of account.lines) {
      const { later = 0, at, gate, who, way, what, verdict, because = [] } = line;
      const when = later === 0 ? at : `${later} days later, ${at}`;
      test(`${when} ${gate}, ${who} ${way}: ${what} (${line.from.join(', ')})`, () => {
        const judgement = day.play(line);
        const wanted = because.map((one) => (typeof one === 'string' ? { code: one } : one));
        expect({
          verdict: judgement.verdict,
          codes: judgement.reasons.map(({ code }) => code).toSorted(),
        }).toEqual({ verdict, codes: wanted.map(({ code }) => code).toSorted() });
        for (const one of wanted) {
          expect(judgement.reasons).toContainEqual(expect.objectContaining(one));
        }
      });
    }
  });
}

test('every account has at least 15 people, each of them at a gate, and lines in order of time', () => {
  for (const account of ACCOUNTS) {
    const names = Object.keys(account.people);
    expect(names.length, account.name).toBeGreaterThanOrEqual(15);
    expect(new Set(account.lines.map(({ who }) => who)), account.name).toEqual(new Set(names));
    const times = account.lines.map(({ later = 0, at }) => moment(account, later, at));
    expect(times, account.name).toEqual(times.toSorted((a, b) => a - b));
  }
});

test('the rules of every gate are such as the desk can make', () => {
  for (const { gates } of ACCOUNTS) {
    for (const policy of Object.values(gates)) {
      const made = JSON.parse(JSON.stringify({ policy, madeAt: null, madeBy: '' }));
      expect(parsePolicyMade(made)).toMatchObject({ ok: true, value: { policy } });
    }
  }
});
