import * as v from 'valibot';
import { STANDARDS_LIMIT, STANDARDS_TITLE_LENGTH, type ToldDay } from '../domain/gate-day.ts';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { bytes, parseShape, text, time, uint, uint32 } from './shapes.ts';

const FORMAT = 1;
const STATES = ['reported', 'zero', 'unsynced'] as const;
const TURNS_TOLD = 400;
const REPORTS_TOLD = 4;
const name = text(40);
const day = v.pipe(v.string(), v.isoDate());

const toldSchema = v.strictTuple([
  v.literal(FORMAT),
  uint(1_439),
  uint(600),
  v.pipe(
    v.array(v.strictTuple([day, uint(STATES.length - 1), name, time])),
    v.maxLength(REPORTS_TOLD),
  ),
  v.pipe(v.array(v.strictTuple([name, time, time, uint()])), v.maxLength(TURNS_TOLD)),
  v.nullable(v.strictTuple([bytes(16), text(500), v.pipe(v.array(name), v.maxLength(20)), time])),
  v.strictTuple([
    uint32,
    v.pipe(
      v.array(v.strictTuple([uint32, text(STANDARDS_TITLE_LENGTH)])),
      v.maxLength(STANDARDS_LIMIT),
    ),
  ]),
  v.nullable(time),
  uint32,
]);

/** What is sealed under the gate's card, with `gateDayAad`. The earliest turns are told where there are too many. */
export const encodeGateDay = (told: ToldDay): Bytes =>
  encodeCbor([
    FORMAT,
    told.deadlineMinute,
    told.remindMinutes,
    told.reports
      .slice(0, REPORTS_TOLD)
      .map(({ day: on, state, by, at }) => [on, STATES.indexOf(state), by, at]),
    told.rota
      .slice(0, TURNS_TOLD)
      .map(({ name: who, startsAt, endsAt, servedMinutes }) => [
        who,
        startsAt,
        endsAt,
        servedMinutes,
      ]),
    told.handover && [
      idBytes(told.handover.shiftId),
      told.handover.text,
      told.handover.from,
      told.handover.at,
    ],
    [told.standards.version, told.standards.items.map(({ id, title }) => [id, title])],
    told.standardsAnsweredAt,
    told.handbookVersion,
  ]);

/** Null when malformed. */
export function parseGateDay(plain: Uint8Array): ToldDay | null {
  const parsed = parseShape(toldSchema, decodeArray(plain));
  if (!parsed.ok) return null;
  const [
    ,
    deadlineMinute,
    remindMinutes,
    reports,
    rota,
    handover,
    [version, items],
    standardsAnsweredAt,
    handbookVersion,
  ] = parsed.value;
  return {
    deadlineMinute,
    remindMinutes,
    reports: reports.map(([on, state, by, at]) => ({
      day: on,
      state: STATES[state] as (typeof STATES)[number],
      by,
      at,
    })),
    rota: rota.map(([who, startsAt, endsAt, servedMinutes]) => ({
      name: who,
      startsAt,
      endsAt,
      servedMinutes,
    })),
    handover: handover && {
      shiftId: toHex(handover[0]),
      text: handover[1],
      from: handover[2],
      at: handover[3],
    },
    standards: { version, items: items.map(([id, title]) => ({ id, title })) },
    standardsAnsweredAt,
    handbookVersion,
  };
}
