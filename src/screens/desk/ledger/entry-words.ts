import type { EntryRow } from '../../../protocol/entries.ts';
import { currentLocale, formatDate, formatDateTime, formatTime, say } from '../../../words/i18n.ts';

export const degrees = (tenths: number): string => (tenths / 10).toFixed(1);

export const temperatureWords = ({
  temperatureTenths,
}: Pick<EntryRow, 'temperatureTenths'>): string =>
  temperatureTenths === null ? say('entry.not-measured') : degrees(temperatureTenths);

/** Wants a look at a glance: the judge had something to say about the reading. */
export const isReadingOdd = (row: EntryRow): boolean =>
  row.reasons.some((code) => ['fever-first', 'fever-again', 'reading-low'].includes(code));

function outcomeWords(row: EntryRow): string[] {
  switch (row.outcome) {
    case 'passed':
      return row.verdict === 'pass' ? [] : [say('entry.let-pass')];
    case 'parked':
      return [say('entry.parked')];
    case 'turned-back':
      return [say('entry.turned-back')];
    case 'held':
      return [say('entry.held')];
    default:
      throw new Error(`unknown outcome ${row.outcome satisfies never}`);
  }
}

/** "更正：原记 出 36.5": only what was otherwise. */
function correctionWords(row: EntryRow): string {
  const { original } = row;
  if (!original) return say('entry.corrected');
  const before = [
    original.isSameSubject ? '' : say('entry.other-person'),
    original.direction === row.direction ? '' : say(`direction.${original.direction}`),
    original.temperatureTenths === row.temperatureTenths ? '' : temperatureWords(original),
    original.mask === row.mask
      ? ''
      : say(original.mask ? 'entry.mask-worn' : 'register.reason-mask-missing'),
  ].filter((words) => words !== '');
  return before.length > 0
    ? say('entry.corrected-from', { before: before.join(' ') })
    : say('entry.corrected');
}

function stateWords(row: EntryRow): string[] {
  switch (row.state) {
    case 'standing':
      return [];
    case 'corrected':
      return [correctionWords(row)];
    case 'undone':
      return [say('entry.undone')];
    case 'continued':
      return [say('entry.continued')];
    default:
      throw new Error(`unknown state ${row.state satisfies never}`);
  }
}

/** The day too, when it was another one. */
const arrivalWords = ({ at, receivedAt }: EntryRow): string =>
  formatDate(at) === formatDate(receivedAt) ? formatTime(receivedAt) : formatDateTime(receivedAt);

/** Nothing when the words of whoever decided say it already, or a later entry stands for this one. */
const decisionWords = (row: EntryRow): string[] =>
  row.state === 'continued' || row.flags.includes('refusal')
    ? []
    : outcomeWords(row).filter((words) => !row.note.includes(words));

/** Noon, which is on the same date in every zone that a street may have. */
const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

type Told = Exclude<
  EntryRow['shown'][number],
  { kind: 'health-code' | 'travel-card' | 'visitor-form' }
>;

function toldWords(told: Told): string {
  switch (told.kind) {
    case 'purpose':
      return say(`register.purpose-${told.purpose}`);
    case 'document':
      return say('entry.document', { id: told.documentId });
    case 'vehicle':
      return say('entry.vehicle', { plate: told.plate, people: told.people });
    case 'host':
      return say('entry.host', {
        household: told.household,
        confirmed: told.isConfirmed ? 'yes' : 'no',
      });
    case 'goods':
      return say('entry.goods', { slip: told.hasSlip ? 'yes' : 'no' });
    case 'together':
      return say('entry.together');
    case 'instrument':
      return say('entry.instrument', { id: told.instrumentId });
    default:
      throw new Error(`unknown thing told ${(told satisfies never as Told).kind}`);
  }
}

/** What the person showed, with the date of a code that was not that day's. */
export function shownWords({ shown, at }: EntryRow): string[] {
  return shown.flatMap((one) => {
    if (one.kind === 'visitor-form') {
      return one.people > 1 ? [say('entry.form-of', { count: one.people })] : [];
    }
    if (one.kind !== 'health-code' && one.kind !== 'travel-card') return [toldWords(one)];
    const what =
      one.kind === 'health-code'
        ? `${say('register.health-code')} ${say(`register.health-code-${one.colour}`)}`
        : `${say('register.travel-card')} ${say(`register.travel-card-${one.isStarred ? 'starred' : 'plain'}`)}`;
    const date = formatDate(noonOf(one.shownOn));
    return [date === formatDate(at) ? what : say('entry.shown-on', { what, date })];
  });
}

/** Why, what was done, and what became of the record: the words of one row, strongest first. */
export function reasonWords(row: EntryRow): string {
  const words = [
    ...stateWords(row),
    ...(row.flags.includes('refusal') ? [say('entry.refusal')] : []),
    ...row.reasons.map((code) => say(`register.reason-${code}`)),
    ...decisionWords(row),
    ...(row.note ? [row.note] : []),
    ...(row.decidedBy ? [say('entry.decided-by', { name: row.decidedBy })] : []),
    ...(row.follows && row.state !== 'continued' ? [say('entry.follows')] : []),
    ...(row.flags.includes('paper') ? [say('entry.paper')] : []),
    ...(row.flags.includes('no-card') ? [say('entry.no-card')] : []),
    ...(row.flags.includes('late') ? [say('entry.came-late', { time: arrivalWords(row) })] : []),
  ];
  return words.join(say('list.comma'));
}

export const namesTogether = (names: readonly string[]): string =>
  names.join(currentLocale() === 'en' ? ', ' : ' ');

/** Ordinary circumstances, said among the reasons. */
const QUIET_FLAGS = ['refusal', 'no-card', 'late', 'paper'];

/** What makes the record itself doubtful, in words. A flag this version does not know still asks for a look. */
export const doubtWords = (row: EntryRow): string[] =>
  row.flags.filter((flag) => !QUIET_FLAGS.includes(flag)).map(flagWords);

function flagWords(flag: string): string {
  switch (flag) {
    case 'clock-skew':
      return say('flag.clock-skew');
    case 'form-unreadable':
      return say('flag.form-unreadable');
    case 'rolled-back':
      return say('flag.rolled-back');
    default:
      return say('flag.other');
  }
}
