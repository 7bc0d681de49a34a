import * as v from 'valibot';
import { hexId, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

const hours = v.pipe(v.array(uint()), v.length(24));

const shiftSchema = v.object({
  deviceId: hexId,
  deviceName: text(100),
  onDuty: v.array(text(40)),
  startedAt: time,
  /** Any signed call of the phone; null: none since it was restored. */
  heardAt: v.nullable(time),
  /** Records that the phone said it had not sent when last heard; null: it did not say. */
  unsent: v.nullable(uint()),
});

const gateTodaySchema = v.object({
  gateId: placeId,
  /** Open ones, by their start. None: nobody is on. */
  shifts: v.pipe(v.array(shiftSchema), v.maxLength(50)),
  /** When a phone last said anything about this gate today; null: nothing yet. */
  heardAt: v.nullable(time),
  /** A shift is open and nothing was heard for longer than `silentAfterMs`: since then; null: all is well. */
  silentSince: v.nullable(time),
  /** People let through by hour of the street's day. */
  out: hours,
  in: hours,
  turnedBack: uint(),
  /** People who wait at the gate. */
  parked: uint(),
  /** Since when, of each open fever case. */
  cases: v.pipe(v.array(time), v.maxLength(100)),
  /** Found after sync, and not reviewed yet; null: still being looked for. */
  breaches: v.nullable(uint()),
  /** Of the turn on the rota that runs (nobody came) or comes next today, when nobody is on; null: there is none. */
  opensAt: v.nullable(time),
});

const answerSchema = v.object({
  at: time,
  day: v.pipe(v.string(), v.isoDate()),
  silentAfterMs: uint(),
  /** Open gates within the device's scope. */
  gates: v.array(gateTodaySchema),
  peopleOut: uint(),
  overdue: uint(),
});

/** Thousandths of the picture's width and height, or of the schematic map's. */
const position = v.object({ gateId: placeId, x: uint(1000), y: uint(1000) });
const mapSchema = v.object({
  /** Null: none was uploaded; the map is schematic. */
  picture: v.nullable(v.object({ width: uint(20_000), height: uint(20_000), changedAt: time })),
  positions: v.array(position),
});
const mapChangeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('place'),
    gateId: placeId,
    x: uint(1000),
    y: uint(1000),
  }),
  v.strictObject({ kind: v.literal('take-off'), gateId: placeId }),
  v.strictObject({ kind: v.literal('remove-picture') }),
]);

/** PNG, JPEG or WebP, by their first bytes. */
export const MAP_PICTURE_BYTES = 4 * 1024 * 1024;
export const MAP_PICTURE_SIDE = 8_000;

export type GateToday = v.InferOutput<typeof gateTodaySchema>;
export type GateShift = v.InferOutput<typeof shiftSchema>;
export type TodayAnswer = v.InferOutput<typeof answerSchema>;
export type StreetMap = v.InferOutput<typeof mapSchema>;
export type MapChange = v.InferOutput<typeof mapChangeSchema>;

export const parseTodayAnswer = (json: unknown): Parsed<TodayAnswer> =>
  parseShape(answerSchema, json);
export const parseStreetMap = (json: unknown): Parsed<StreetMap> => parseShape(mapSchema, json);
export const parseMapChange = (json: unknown): Parsed<MapChange> =>
  parseShape(mapChangeSchema, json);

export { answerSchema as todayAnswerSchema, mapChangeSchema, mapSchema as streetMapSchema };
