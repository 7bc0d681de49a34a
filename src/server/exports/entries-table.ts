import type { TwoCodes } from '../../domain/shown.ts';
import { streetDay } from '../../domain/street-time.ts';
import type { DeskMessageId } from '../../words/message-id.ts';
import { onDutyOf } from '../ledger/entry-rows.ts';
import { seenLine } from '../ledger/ledger-view.ts';
import type { WrittenRow } from '../sheets/written-table.ts';
import type { LedgerFilter, LedgerLine } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import { type ExportContext, type ExportTable, timeText } from './export-context.ts';

const PAGE = 500;
const POLICIES_NAMING = 200;

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
  'register.health-code',
  'register.travel-card',
  'register.plate',
  'register.document',
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
  'register.decided-by',
  'register.received',
  'register.record',
];

function rowOf(
  line: LedgerLine,
  onDuty: readonly string[],
  { say, timeZone, view }: ExportContext,
  documentNames: ReadonlyMap<number, string>,
): WrittenRow {
  const { entry } = line;
  const { facts } = entry;
  const seen = seenLine(line, onDuty, view);
  return [
    seen.name,
    seen.idNumber,
    seen.address || seen.room,
    seen.phone,
    seen.purpose || purposeText(entry, say),
    seen.householdVisited,
    facts.reading ? facts.reading.temperatureTenths / 10 : null,
    facts.reading ? say(`entry.site-${facts.reading.site}`) : '',
    say(facts.mask ? 'register.mask-yes' : 'register.mask-no'),
    shownText('health-code', entry, { say, timeZone }),
    shownText('travel-card', entry, { say, timeZone }),
    seen.plate || seen.vehiclePlate,
    documentText(entry, documentNames),
    timeText(entry.at, timeZone),
    say(`register.direction-${facts.direction}`),
    say(`register.verdict-${facts.verdict}`),
    facts.reasons.map((code) => say(`register.reason-${code}`)).join(' '),
    say(`register.outcome-${facts.outcome}`),
    [
      say(`register.state-${entry.state}`),
      ...(entry.flags.includes('paper') ? [say('entry.paper')] : []),
    ].join(' '),
    line.gateName,
    seen.onDuty.join(' '),
    seen.remark,
    seen.note,
    seen.decidedBy,
    timeText(entry.receivedAt, timeZone),
    `${entry.id.segmentId}/${entry.id.number}`,
  ];
}

function purposeText({ facts }: LedgerLine['entry'], say: ExportContext['say']): string {
  const told = facts.shown.find((one) => one.kind === 'purpose');
  return told ? say(`register.purpose-${told.purpose}`) : '';
}

/** As the street's rules call it; its number where they do not name it any more. */
function documentText({ facts }: LedgerLine['entry'], names: ReadonlyMap<number, string>): string {
  const told = facts.shown.find((one) => one.kind === 'document');
  return told ? (names.get(told.documentId) ?? String(told.documentId)) : '';
}

/** Ids are never used again: the latest name of each. */
async function documentNamesOf(
  streetId: string,
  { policies }: Pick<Store, 'policies'>,
): Promise<Map<number, string>> {
  const made = await policies.list(streetId, POLICIES_NAMING);
  return new Map(
    made.toReversed().flatMap(({ policy }) => policy.documents.map(({ id, name }) => [id, name])),
  );
}

/** With the date that the code displayed, unless it was that day's. */
function shownText(
  kind: TwoCodes['kind'],
  { facts, at }: LedgerLine['entry'],
  { say, timeZone }: Pick<ExportContext, 'say' | 'timeZone'>,
): string {
  const shown = facts.shown.find((one) => one.kind === kind);
  if (shown?.kind !== 'health-code' && shown?.kind !== 'travel-card') return '';
  const what =
    shown.kind === 'health-code'
      ? say(`register.health-code-${shown.colour}`)
      : say(shown.isStarred ? 'register.travel-card-starred' : 'register.travel-card-plain');
  return shown.shownOn === streetDay(at, timeZone) ? what : `${what} ${shown.shownOn}`;
}

async function* pagesOf(
  filter: LedgerFilter,
  context: ExportContext,
): AsyncGenerator<WrittenRow[]> {
  const { ledger } = context.store;
  const documentNames = await documentNamesOf(filter.streetId, context.store);
  let lines: LedgerLine[] = [];
  do {
    const last = lines.at(-1)?.entry;
    const after = last ? { at: last.at, ...last.id } : null;
    lines = await ledger.lines(filter, after, PAGE);
    const onDuty = await onDutyOf(lines, context.store);
    yield lines.map((line, index) => rowOf(line, onDuty[index] ?? [], context, documentNames));
  } while (lines.length === PAGE);
}

/** Newest first. */
export async function entriesTable(
  filter: LedgerFilter,
  context: ExportContext,
): Promise<ExportTable> {
  return {
    headings: COLUMNS.map((id) => context.say(id)),
    decimals: { 6: 1 },
    count: (await context.store.ledger.count(filter)).total,
    pages: pagesOf(filter, context),
  };
}
