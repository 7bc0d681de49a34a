import { csvLine } from '../../domain/csv-cell.ts';
import { streetClockSeconds, streetDay } from '../../domain/street-time.ts';
import type { DeskMessageId } from '../../words/message-id.ts';
import type { serverSay } from '../../words/server-words.ts';
import type { LedgerFilter, LedgerLine } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import { onDutyOf } from './entry-rows.ts';
import { type LedgerView, seenLine } from './ledger-view.ts';

const PAGE = 500;

interface CsvContext {
  readonly say: ReturnType<typeof serverSay>;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
  readonly view: LedgerView;
}

/** The usual columns of the street's register, in its order. */
const COLUMNS: readonly DeskMessageId[] = [
  'register.name',
  'register.id-number',
  'register.address',
  'register.phone',
  'register.purpose',
  'register.household-visited',
  'register.temperature',
  'register.site',
  'register.mask',
  'register.plate',
  'register.time',
  'register.direction',
  'register.verdict',
  'register.reasons',
  'register.outcome',
  'register.state',
  'register.gate',
  'register.on-duty',
  'register.remark',
  'register.note',
  'register.received',
  'register.record',
];

function cellsOf(
  line: LedgerLine,
  onDuty: readonly string[],
  { say, timeZone, view }: CsvContext,
): (string | number | null)[] {
  const { entry } = line;
  const { facts } = entry;
  const seen = seenLine(line, onDuty, view);
  const time = (at: number) => `${streetDay(at, timeZone)} ${streetClockSeconds(at, timeZone)}`;
  return [
    seen.name,
    seen.idNumber,
    seen.address || seen.room,
    seen.phone,
    seen.purpose,
    seen.householdVisited,
    facts.reading ? (facts.reading.temperatureTenths / 10).toFixed(1) : '',
    facts.reading ? say(`entry.site-${facts.reading.site}`) : '',
    say(facts.mask ? 'register.mask-yes' : 'register.mask-no'),
    seen.plate,
    time(entry.at),
    say(`register.direction-${facts.direction}`),
    say(`register.verdict-${facts.verdict}`),
    facts.reasons.map((code) => say(`register.reason-${code}`)).join(' '),
    say(`register.outcome-${facts.outcome}`),
    say(`register.state-${entry.state}`),
    line.gateName,
    seen.onDuty.join(' '),
    seen.remark,
    seen.note,
    time(entry.receivedAt),
    `${entry.id.segmentId}/${entry.id.number}`,
  ];
}

/** UTF-8 with BOM and CRLF, formula-safe, newest first; one page of rows in memory at a time. */
export async function* ledgerCsv(
  filter: LedgerFilter,
  context: CsvContext,
  store: Pick<Store, 'ledger'>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS.map((id) => context.say(id)))}`;
  let lines: LedgerLine[] = [];
  do {
    const last = lines.at(-1)?.entry;
    const after = last ? { at: last.at, ...last.id } : null;
    lines = await store.ledger.lines(filter, after, PAGE);
    const onDuty = await onDutyOf(lines, store);
    if (lines.length > 0) {
      yield lines
        .map((line, index) => csvLine(cellsOf(line, onDuty[index] ?? [], context)))
        .join('');
    }
  } while (lines.length === PAGE);
}
