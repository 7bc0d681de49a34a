import * as v from 'valibot';
import {
  CODE_COLOURS,
  HOST_LIMIT,
  IDENTIFICATIONS,
  MEASURING_SITES,
  OUTCOMES,
  PLATE_LIMIT,
  PURPOSES,
  SHOWN_LIMIT,
  TOGETHER_LIMIT,
} from '../domain/entry.ts';
import { REASON_CODES } from '../domain/reason.ts';
import {
  filledText,
  type Parsed,
  parseShape,
  placeId,
  text,
  time,
  uint,
  uint32,
} from './shapes.ts';

const ENTRY_PAGE_LIMIT = 200;
const direction = v.picklist(['out', 'in']);
const verdict = v.picklist(['pass', 'check', 'stop']);
const cursor = filledText(200);

/** Of a search or an export of the ledger. */
export const entryFilter = {
  gateIds: v.optional(v.pipe(v.array(placeId), v.minLength(1), v.maxLength(500))),
  /** Epoch ms of the entry, from … until before. */
  from: v.optional(time),
  to: v.optional(time),
  verdict: v.optional(verdict),
  direction: v.optional(direction),
  /** Part of a name, a room or a plate. */
  text: v.optional(filledText(40)),
  residentNumber: v.optional(uint32),
  householdId: v.optional(uint32),
};

const querySchema = v.strictObject({
  ...entryFilter,
  cursor: v.optional(cursor),
  limit: v.pipe(uint(ENTRY_PAGE_LIMIT), v.minValue(1)),
});

const shownOn = v.pipe(v.string(), v.isoDate());
const shownSchema = v.variant('kind', [
  v.object({ kind: v.literal('health-code'), colour: v.picklist(CODE_COLOURS), shownOn }),
  v.object({ kind: v.literal('travel-card'), isStarred: v.boolean(), shownOn }),
  v.object({
    kind: v.literal('visitor-form'),
    /** Persons that came together; 0: nothing of the form could be read. */
    people: uint(99),
    isWhole: v.boolean(),
  }),
  v.object({ kind: v.literal('purpose'), purpose: v.picklist(PURPOSES) }),
  v.object({ kind: v.literal('document'), documentId: uint32 }),
  v.object({
    kind: v.literal('vehicle'),
    plate: text(PLATE_LIMIT),
    people: uint(TOGETHER_LIMIT),
  }),
  v.object({ kind: v.literal('host'), household: text(HOST_LIMIT), isConfirmed: v.boolean() }),
  v.object({ kind: v.literal('goods'), hasSlip: v.boolean() }),
  v.object({ kind: v.literal('together'), group: uint32 }),
  v.object({ kind: v.literal('instrument'), instrumentId: uint32 }),
]);

const rowSchema = v.object({
  /** "segment/number". */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}\/[1-9]\d{0,9}$/)),
  /** Epoch ms of the phone's clock, and of the server's when it came. */
  at: time,
  receivedAt: time,
  gateId: placeId,
  gateName: text(100),
  direction,
  subject: v.object({
    kind: v.picklist(['resident', 'pass', 'visitor']),
    name: text(100),
    maskedName: text(100),
    room: text(200),
    rosterNumber: v.nullable(uint32),
    householdId: v.nullable(uint32),
    plate: text(200),
  }),
  temperatureTenths: v.nullable(uint(999)),
  site: v.nullable(v.picklist(MEASURING_SITES)),
  mask: v.boolean(),
  verdict,
  reasons: v.array(v.picklist(REASON_CODES)),
  shown: v.pipe(v.array(shownSchema), v.maxLength(SHOWN_LIMIT)),
  outcome: v.picklist(OUTCOMES),
  identification: v.picklist(IDENTIFICATIONS),
  onDuty: v.array(text(40)),
  state: v.picklist(['standing', 'corrected', 'undone', 'continued']),
  /** What was logged at first; only with `corrected`. */
  original: v.optional(
    v.object({
      isSameSubject: v.boolean(),
      direction,
      temperatureTenths: v.nullable(uint(999)),
      mask: v.boolean(),
    }),
  ),
  /** Row id of the entry that this one continues. */
  follows: v.nullable(text(50)),
  note: text(500),
  /** Who decided, of those on duty; only where somebody was named. */
  decidedBy: v.optional(text(40)),
  flags: v.array(text(40)),
});

const pageSchema = v.object({
  rows: v.array(rowSchema),
  /** For the next page; null at the end. */
  next: v.nullable(cursor),
  /** Rows that the filter finds in all. */
  total: uint(),
  /** Rows that came to the server long after they happened. */
  late: uint(),
  /** People of the period who were only counted; absent: nobody, or the filter asks for more than gates, period and direction. */
  counted: v.optional(v.object({ out: uint(), in: uint() })),
});

export type EntryQuery = v.InferOutput<typeof querySchema>;
export type EntryFilter = Omit<EntryQuery, 'cursor' | 'limit'>;
export type EntryRow = v.InferOutput<typeof rowSchema>;
export type EntryPage = v.InferOutput<typeof pageSchema>;

export const entryRowSchema = rowSchema;

export const parseEntryQuery = (json: unknown): Parsed<EntryQuery> => parseShape(querySchema, json);
export const parseEntryPage = (json: unknown): Parsed<EntryPage> => parseShape(pageSchema, json);

export { pageSchema as entryPageSchema, querySchema as entryQuerySchema };
