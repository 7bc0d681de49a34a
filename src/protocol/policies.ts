import * as v from 'valibot';
import { MEASURING_SITES, PURPOSES, type Verdict } from '../domain/entry.ts';
import {
  CODES_REQUIRED,
  COLOUR_SHAPES,
  LIFTABLE_RULES,
  OVERRIDES,
  PARITIES,
  type Policy,
} from '../domain/policy.ts';
import { HOUSEHOLD_COLOURS } from '../domain/reason.ts';
import { entryRowSchema } from './entries.ts';
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

const VERDICTS = ['pass', 'check', 'stop'] as const satisfies readonly Verdict[];
const DAY_MINUTES = 1_440;
const verdict = v.picklist(VERDICTS);
const direction = v.picklist(['out', 'in']);
const directions = v.pipe(v.array(direction), v.minLength(1), v.maxLength(2));
const tenths = v.pipe(uint(450), v.minValue(300));
const minute = uint(DAY_MINUTES);
const name = filledText(40);

const clockWindow = v.pipe(
  v.strictObject({ fromMinute: minute, toMinute: minute }),
  v.check(({ fromMinute, toMinute }) => fromMinute < toMinute),
);
const windows = v.pipe(v.array(clockWindow), v.maxLength(12));
const uniqueIds = (list: readonly { readonly id: number }[]): boolean =>
  new Set(list.map(({ id }) => id)).size === list.length;
const purposeRule = v.strictObject({
  isAsked: v.boolean(),
  allowed: v.nullable(v.pipe(v.array(v.picklist(PURPOSES)), v.maxLength(PURPOSES.length))),
});
const byColour = <const S extends v.GenericSchema>(schema: S) =>
  v.strictObject(v.entriesFromList(HOUSEHOLD_COLOURS, v.optional(schema)));

/** All of the street's rules but what the server gives them: version, time of effect and zone. */
const rules = {
  title: text(40),
  feverThresholdTenths: v.strictObject(v.entriesFromList(MEASURING_SITES, tenths)),
  lowThresholdTenths: tenths,
  firstSite: v.picklist(MEASURING_SITES),
  secondSite: v.picklist(MEASURING_SITES),
  secondReadingWaitMs: uint(60 * 60_000),
  warmUpWaitMs: uint(60 * 60_000),
  instruments: v.pipe(
    v.array(
      v.strictObject({
        id: uint32,
        name,
        site: v.picklist(MEASURING_SITES),
        feverThresholdTenths: tenths,
        lowThresholdTenths: tenths,
      }),
    ),
    v.maxLength(20),
    v.check((list) => uniqueIds(list)),
  ),
  maskRequired: v.boolean(),
  colours: byColour(v.strictObject({ out: verdict, in: verdict })),
  repeatWindowMs: uint(10 * 60_000),
  lockAfterHiddenMs: v.pipe(uint(60 * 60_000), v.minValue(30_000)),
  visitorCodeDays: uint(366),
  codesRequired: v.picklist(CODES_REQUIRED),
  codesMaxAgeDays: uint(30),
  antiPassback: v.boolean(),
  colourMeanings: byColour(v.strictObject({ meaning: text(40), shape: v.picklist(COLOUR_SHAPES) })),
  quota: v.nullable(
    v.strictObject({
      persons: uint(20),
      periodDays: v.pipe(uint(31), v.minValue(1)),
      maxOutMinutes: uint(7 * DAY_MINUTES),
      countedPurposes: v.pipe(v.array(v.picklist(PURPOSES)), v.maxLength(PURPOSES.length)),
      overstayCostsExit: v.boolean(),
      returneeVoidDays: uint(31),
    }),
  ),
  hours: v.pipe(
    v.array(
      v.strictObject({
        directions,
        homes: v.strictObject({
          compoundIds: v.pipe(v.array(placeId), v.maxLength(200)),
          buildings: v.pipe(v.array(filledText(20)), v.maxLength(200)),
          units: v.pipe(v.array(filledText(20)), v.maxLength(50)),
          parity: v.picklist(PARITIES),
        }),
        windows,
      }),
    ),
    v.maxLength(50),
  ),
  purposes: v.strictObject({ out: purposeRule, in: purposeRule }),
  documents: v.pipe(
    v.array(
      v.strictObject({
        id: uint32,
        name,
        lifts: v.pipe(v.array(v.picklist(LIFTABLE_RULES)), v.maxLength(LIFTABLE_RULES.length)),
        directions,
        perDay: uint(100),
      }),
    ),
    v.maxLength(40),
    v.check((list) => uniqueIds(list)),
  ),
  visitors: verdict,
  hostConfirmation: v.boolean(),
  vehicles: v.strictObject({
    isAsked: v.boolean(),
    localPrefixes: v.pipe(v.array(filledText(8)), v.maxLength(40)),
    notLocal: verdict,
    everyoneMeasured: v.boolean(),
  }),
  goodsSlip: v.boolean(),
  override: v.picklist(OVERRIDES),
  clicker: windows,
  staleAfterMs: v.pipe(uint(7 * 24 * 60 * 60_000), v.minValue(60_000)),
};

const draftSchema = v.strictObject(rules);
/** Intl throws at any other, and every day of the rules is of this zone. */
const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
const policySchema = v.object({
  version: uint(),
  effectiveFrom: time,
  timeZone: v.pipe(filledText(64), v.check(isTimeZone)),
  ...rules,
});
const day = v.pipe(v.string(), v.isoDate());

const makeSchema = v.strictObject({
  /** The newest version that whoever makes this has seen: nobody overwrites what they do not know of. */
  basedOn: uint(),
  /** Epoch ms; null: at once. */
  effectiveFrom: v.nullable(time),
  policy: draftSchema,
});
const previewSchema = v.strictObject({
  policy: draftSchema,
  /** The street's day whose entries are judged again. */
  day,
  gateIds: v.optional(v.pipe(v.array(placeId), v.minLength(1), v.maxLength(500))),
});

const madeSchema = v.object({
  policy: policySchema,
  /** Epoch ms; null: the usual rules that nobody made. */
  madeAt: v.nullable(time),
  madeBy: text(100),
});
const listSchema = v.object({
  /** Newest first; the newest may not be in force yet. */
  policies: v.array(madeSchema),
  /** Version of the one in force. */
  inForce: uint(),
});

const counts = v.object({ pass: uint(), check: uint(), stop: uint() });
const previewedSchema = v.object({
  entries: uint(),
  /** As they were judged then, and as these rules judge them. */
  before: counts,
  after: counts,
  /** The first 200 that come out otherwise, oldest first. */
  changed: v.pipe(
    v.array(
      v.object({
        row: entryRowSchema,
        verdict,
        reasons: v.array(text(40)),
      }),
    ),
    v.maxLength(200),
  ),
  changedInAll: uint(),
});

/** Detail `why` of the problem `policy-refused`: somebody made others meanwhile, or the hour is past. */
export const POLICY_REFUSALS = ['outdated', 'past'] as const;
export type PolicyRefusal = (typeof POLICY_REFUSALS)[number];

/** What the desk makes; the server adds version, time of effect and zone. */
export type PolicyDraft = Omit<Policy, 'version' | 'effectiveFrom' | 'timeZone'>;
export type PolicyMake = v.InferOutput<typeof makeSchema>;
export type PolicyPreviewAsked = v.InferOutput<typeof previewSchema>;
export type PolicyMade = v.InferOutput<typeof madeSchema>;
export type PoliciesAnswer = v.InferOutput<typeof listSchema>;
export type PolicyPreview = v.InferOutput<typeof previewedSchema>;

export const parsePolicyMake = (json: unknown): Parsed<PolicyMake> => parseShape(makeSchema, json);
export const parsePolicyPreviewAsked = (json: unknown): Parsed<PolicyPreviewAsked> =>
  parseShape(previewSchema, json);
export const parsePolicyMade = (json: unknown): Parsed<PolicyMade> => parseShape(madeSchema, json);
export const parsePoliciesAnswer = (json: unknown): Parsed<PoliciesAnswer> =>
  parseShape(listSchema, json);
export const parsePolicyPreview = (json: unknown): Parsed<PolicyPreview> =>
  parseShape(previewedSchema, json);

export {
  listSchema as policiesAnswerSchema,
  madeSchema as policyMadeSchema,
  makeSchema as policyMakeSchema,
  previewedSchema as policyPreviewSchema,
  previewSchema as policyPreviewAskedSchema,
};
