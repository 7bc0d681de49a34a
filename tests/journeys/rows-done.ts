import { streetClockSeconds, streetDay } from '../../src/domain/street-time.ts';
import { deskWord } from './words.ts';

const ZONE = 'Asia/Shanghai';

/** One line of the register, as the person at the gate would write it down. */
export interface RowDone {
  readonly at: number;
  readonly name: string;
  readonly idNumber?: string;
  readonly address: string;
  readonly phone: string;
  readonly purpose?: string;
  readonly householdVisited?: string;
  /** '36.5'; absent: not measured. */
  readonly temperature?: string;
  readonly site?: 'forehead' | 'axillary';
  readonly mask: boolean;
  readonly codes?: {
    readonly health: 'green' | 'yellow' | 'red';
    readonly card: 'plain' | 'starred';
  };
  readonly plate?: string;
  readonly direction: 'in' | 'out';
  readonly verdict: 'pass' | 'check' | 'stop';
  readonly reasons?: readonly (
    | 'fever-first'
    | 'fever-again'
    | 'mask-missing'
    | 'not-on-roster'
    | 'colour'
    | 'pass-forged'
    | 'pass-expired'
    | 'pass-revoked'
    | 'pass-foreign'
  )[];
  readonly outcome: 'passed' | 'parked' | 'turned-back' | 'held';
  readonly state?: 'standing' | 'corrected' | 'undone' | 'continued';
  readonly onDuty: readonly string[];
  readonly remark?: string;
  readonly note?: string;
  readonly decidedBy?: string;
  /** Where the register has more gates than one. */
  readonly gate?: string;
  readonly isPaper?: boolean;
}

/** The test's own register: what was done at the gate, written down as it was done. */
export class RowsDone {
  readonly #rows: RowDone[] = [];
  /** Everything the log must hold, what is no row of the register too. */
  records = 0;

  add(row: RowDone): number {
    this.records += 1;
    return this.#rows.push(row) - 1;
  }

  /** A later record that says more about an earlier row. */
  amend(index: number, change: Partial<RowDone>): void {
    this.records += 1;
    this.mark(index, change);
  }

  /** What an earlier row becomes without a record that says nothing else. */
  mark(index: number, change: Partial<RowDone>): void {
    const row = this.#rows[index];
    if (row === undefined) throw new RangeError(`no row ${index}`);
    this.#rows[index] = { ...row, ...change };
  }

  get count(): number {
    return this.#rows.length;
  }

  /** Newest first, by the register's headings. Nobody here goes through on a paper. */
  expected(gateName: string): Record<string, string>[] {
    return this.#rows
      .toSorted((a, b) => b.at - a.at)
      .map((row) => ({
        [deskWord('register.name')]: row.name,
        [deskWord('register.id-number')]: row.idNumber ?? '',
        [deskWord('register.address')]: row.address,
        [deskWord('register.phone')]: row.phone,
        [deskWord('register.purpose')]: row.purpose ?? '',
        [deskWord('register.household-visited')]: row.householdVisited ?? '',
        [deskWord('register.temperature')]: row.temperature ?? '',
        [deskWord('register.site')]: row.site ? deskWord(`entry.site-${row.site}`) : '',
        [deskWord('register.mask')]: deskWord(row.mask ? 'register.mask-yes' : 'register.mask-no'),
        [deskWord('register.health-code')]: row.codes
          ? deskWord(`register.health-code-${row.codes.health}`)
          : '',
        [deskWord('register.travel-card')]: row.codes
          ? deskWord(`register.travel-card-${row.codes.card}`)
          : '',
        [deskWord('register.plate')]: row.plate ?? '',
        [deskWord('register.time')]:
          `${streetDay(row.at, ZONE)} ${streetClockSeconds(row.at, ZONE)}`,
        [deskWord('register.direction')]: deskWord(`register.direction-${row.direction}`),
        [deskWord('register.verdict')]: deskWord(`register.verdict-${row.verdict}`),
        [deskWord('register.reasons')]: (row.reasons ?? [])
          .map((code) => deskReason(code))
          .join(' '),
        [deskWord('register.outcome')]: deskWord(`register.outcome-${row.outcome}`),
        [deskWord('register.decided-by')]: row.decidedBy ?? '',
        [deskWord('register.document')]: '',
        [deskWord('register.state')]: [
          deskWord(`register.state-${row.state ?? 'standing'}`),
          ...(row.isPaper ? [deskWord('entry.paper')] : []),
        ].join(' '),
        [deskWord('register.gate')]: row.gate ?? gateName,
        [deskWord('register.on-duty')]: row.onDuty.join(' '),
        [deskWord('register.remark')]: row.remark ?? '',
        [deskWord('register.note')]: row.note ?? '',
      }));
  }
}

const deskReason = (code: NonNullable<RowDone['reasons']>[number]): string =>
  deskWord(`register.reason-${code}`);
