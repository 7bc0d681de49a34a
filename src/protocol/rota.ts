import * as v from 'valibot';
import { TURN_LIMIT_MS, TURN_STATES } from '../domain/rota.ts';
import { filledText, hexId, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

const day = v.pipe(v.string(), v.isoDate());
const NAME_LENGTH = 40;
/** Of somebody: not blanks alone. */
const personName = v.pipe(filledText(NAME_LENGTH), v.regex(/\S/));
const PHONE_LENGTH = 20;
const UNIT_LENGTH = 60;
/** A street's week is about 6,000. */
export const TURNS_LIMIT = 20_000;
export const ROTA_DAYS_LIMIT = 31;
export const ROTA_FILE_BYTES = 4 * 1024 * 1024;
export const ROTA_CHANGE_LIMIT = 500;
/** So many turns, or rows of a file with long names and units. */
export const ROTA_CHANGE_BYTES = 256 * 1024;

const volunteerSchema = v.object({
  id: hexId,
  name: filledText(NAME_LENGTH),
  phone: text(PHONE_LENGTH),
  unit: text(UNIT_LENGTH),
  isGone: v.boolean(),
});
const turnSchema = v.object({
  id: hexId,
  gateId: placeId,
  volunteerId: hexId,
  startsAt: time,
  endsAt: time,
  insteadOf: v.nullable(hexId),
  state: v.picklist(TURN_STATES),
  cameAt: v.nullable(time),
  servedMinutes: uint(),
});
/** On duty by a gate's log, expected by no turn. */
const offRotaSchema = v.object({
  gateId: placeId,
  name: text(NAME_LENGTH),
  from: time,
  until: v.nullable(time),
});

const askedSchema = v.strictObject({
  /** First day, and how many. */
  from: day,
  days: v.pipe(uint(ROTA_DAYS_LIMIT), v.minValue(1)),
});
const answerSchema = v.object({
  /** Those on the turns, and all that may be put on one, by name. */
  volunteers: v.array(volunteerSchema),
  /** Of gates within the device's scope that touch these days, by start. */
  turns: v.pipe(v.array(turnSchema), v.maxLength(TURNS_LIMIT)),
  offRota: v.pipe(v.array(offRotaSchema), v.maxLength(1_000)),
  /** What gates' shifts of these days left in words, latest first, and who took it over. */
  handovers: v.pipe(
    v.array(
      v.object({
        gateId: placeId,
        at: time,
        from: v.array(text(NAME_LENGTH)),
        text: text(500),
        accepted: v.nullable(v.object({ at: time, by: text(NAME_LENGTH) })),
      }),
    ),
    v.maxLength(500),
  ),
});

const newTurn = v.pipe(
  v.strictObject({
    id: hexId,
    gateId: placeId,
    volunteerId: hexId,
    startsAt: time,
    endsAt: time,
  }),
  v.check(({ startsAt, endsAt }) => endsAt > startsAt && endsAt - startsAt <= TURN_LIMIT_MS),
);
const changeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('save-volunteer'),
    volunteer: v.strictObject({
      id: hexId,
      name: personName,
      phone: text(PHONE_LENGTH),
      unit: text(UNIT_LENGTH),
      isGone: v.boolean(),
    }),
  }),
  v.strictObject({
    kind: v.literal('add-turns'),
    turns: v.pipe(v.array(newTurn), v.minLength(1), v.maxLength(ROTA_CHANGE_LIMIT)),
  }),
  v.strictObject({
    kind: v.literal('remove-turns'),
    ids: v.pipe(v.array(hexId), v.minLength(1), v.maxLength(ROTA_CHANGE_LIMIT)),
  }),
  /** Somebody else stands this turn; or two people swap theirs, sent as two. */
  v.strictObject({ kind: v.literal('give-turn'), id: hexId, volunteerId: hexId }),
]);
const changedSchema = v.object({
  /** Turns or people that are new or other than before; 0: all was as asked already. */
  changed: uint(),
});

/** What a spreadsheet's row says, and what is wrong with it. Nothing is saved by reading. */
export const ROTA_ROW_PROBLEMS = [
  'no-name',
  'no-gate',
  'gate-unknown',
  'gate-not-unique',
  'no-day',
  'day-unknown',
  'no-hours',
  'hours-unknown',
] as const;
const fileRowSchema = v.object({
  sheet: text(100),
  /** Line of the sheet, from 1. */
  line: uint(),
  name: personName,
  phone: text(PHONE_LENGTH),
  unit: text(UNIT_LENGTH),
  gateId: placeId,
  startsAt: time,
  endsAt: time,
});
const readSchema = v.object({
  rows: v.pipe(v.array(fileRowSchema), v.maxLength(TURNS_LIMIT)),
  problems: v.pipe(
    v.array(
      v.object({
        sheet: text(100),
        line: uint(),
        why: v.picklist(ROTA_ROW_PROBLEMS),
        /** The cell as it stands. */
        text: text(100),
      }),
    ),
    v.maxLength(500),
  ),
  problemCount: uint(),
});
const importSchema = v.strictObject({
  /** Only what is asked for here: the desk sends a file's rows in parts. */
  rows: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          name: personName,
          phone: text(PHONE_LENGTH),
          unit: text(UNIT_LENGTH),
          gateId: placeId,
          startsAt: time,
          endsAt: time,
        }),
        v.check(({ startsAt, endsAt }) => endsAt > startsAt && endsAt - startsAt <= TURN_LIMIT_MS),
      ),
    ),
    v.minLength(1),
    v.maxLength(300),
  ),
});

const hoursAskedSchema = v.strictObject({ from: day, to: day });
const hoursSchema = v.object({
  /** Everybody who stood or should have stood in these days; by name. */
  people: v.pipe(
    v.array(
      v.object({
        /** Null: of no volunteer, a name that only the logs know. */
        volunteerId: v.nullable(hexId),
        name: text(NAME_LENGTH),
        unit: text(UNIT_LENGTH),
        plannedMinutes: uint(),
        servedMinutes: uint(),
        turns: uint(),
        absent: uint(),
      }),
    ),
    v.maxLength(5_000),
  ),
});
const cardAskedSchema = v.strictObject({ volunteerId: hexId, from: day, to: day });
/** A volunteer's own card of hours. */
const cardSchema = v.object({
  volunteer: volunteerSchema,
  stays: v.pipe(
    v.array(
      v.object({ gateId: placeId, gateName: text(100), from: time, until: v.nullable(time) }),
    ),
    v.maxLength(500),
  ),
  servedMinutes: uint(),
});

export type ListedVolunteer = v.InferOutput<typeof volunteerSchema>;
export type ListedTurn = v.InferOutput<typeof turnSchema>;
export type RotaAsked = v.InferOutput<typeof askedSchema>;
export type RotaAnswer = v.InferOutput<typeof answerSchema>;
export type RotaChange = v.InferOutput<typeof changeSchema>;
export type RotaChanged = v.InferOutput<typeof changedSchema>;
export type RotaFileRow = v.InferOutput<typeof fileRowSchema>;
export type RotaRead = v.InferOutput<typeof readSchema>;
export type RotaImport = v.InferOutput<typeof importSchema>;
export type HoursAsked = v.InferOutput<typeof hoursAskedSchema>;
export type HoursAnswer = v.InferOutput<typeof hoursSchema>;
export type HoursCardAsked = v.InferOutput<typeof cardAskedSchema>;
export type HoursCard = v.InferOutput<typeof cardSchema>;

export const parseRotaAsked = (json: unknown): Parsed<RotaAsked> => parseShape(askedSchema, json);
export const parseRotaAnswer = (json: unknown): Parsed<RotaAnswer> =>
  parseShape(answerSchema, json);
export const parseRotaChange = (json: unknown): Parsed<RotaChange> =>
  parseShape(changeSchema, json);
export const parseRotaChanged = (json: unknown): Parsed<RotaChanged> =>
  parseShape(changedSchema, json);
export const parseRotaRead = (json: unknown): Parsed<RotaRead> => parseShape(readSchema, json);
export const parseRotaImport = (json: unknown): Parsed<RotaImport> =>
  parseShape(importSchema, json);
export const parseHoursAsked = (json: unknown): Parsed<HoursAsked> =>
  parseShape(hoursAskedSchema, json);
export const parseHoursAnswer = (json: unknown): Parsed<HoursAnswer> =>
  parseShape(hoursSchema, json);
export const parseHoursCardAsked = (json: unknown): Parsed<HoursCardAsked> =>
  parseShape(cardAskedSchema, json);
export const parseHoursCard = (json: unknown): Parsed<HoursCard> => parseShape(cardSchema, json);

export {
  answerSchema as rotaAnswerSchema,
  askedSchema as rotaAskedSchema,
  cardAskedSchema as hoursCardAskedSchema,
  cardSchema as hoursCardSchema,
  changedSchema as rotaChangedSchema,
  changeSchema as rotaChangeSchema,
  hoursAskedSchema,
  hoursSchema as hoursAnswerSchema,
  importSchema as rotaImportSchema,
  readSchema as rotaReadSchema,
};
