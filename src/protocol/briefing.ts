import * as v from 'valibot';
import type { Briefing } from '../domain/mark.ts';
import { HOUSEHOLD_COLOURS } from '../domain/reason.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { filledText, hexId, parseShape, placeId, text, uint32 } from './shapes.ts';

const FORMAT = 1;
/** As many as a street can have: one that a gate is not told of stops nobody. */
export const MARKS_LIMIT = 20_000;
const CONTACTS_LIMIT = 200;
const ENTRANCES_LIMIT = 20_000;
const ENTRANCE_HOUSEHOLDS_LIMIT = 20_000;
const day = v.nullable(v.pipe(v.string(), v.isoDate()));

const markSchema = v.strictTuple([
  hexId,
  v.picklist([0, 1, 2, 3]),
  v.union([uint32, filledText(40)]),
  v.nullable(v.picklist(HOUSEHOLD_COLOURS)),
  day,
  day,
  v.boolean(),
  v.pipe(v.array(uint32), v.maxLength(40)),
  text(100),
]);
const contactSchema = v.strictTuple([hexId, placeId, text(100), text(40), text(40), text(20)]);
/** Household ids ascending, each as what it is more than the one before. */
const entranceSchema = v.strictTuple([
  text(40),
  text(40),
  v.pipe(v.array(uint32), v.maxLength(ENTRANCE_HOUSEHOLDS_LIMIT)),
]);
const schema = v.strictTuple([
  v.literal(FORMAT),
  // One by ID number comes a second time, by the number of the resident whose it is.
  v.pipe(v.array(markSchema), v.maxLength(2 * MARKS_LIMIT)),
  v.pipe(v.array(contactSchema), v.maxLength(CONTACTS_LIMIT)),
  v.pipe(v.array(entranceSchema), v.maxLength(ENTRANCES_LIMIT)),
]);

/** What is sealed under the gate's card, with `briefingAad`. */
export const encodeBriefing = ({ marks, contacts, entrances }: Briefing): Bytes =>
  encodeCbor([
    FORMAT,
    marks.map((mark) => {
      const { subject } = mark;
      const [kind, who] =
        subject.kind === 'resident'
          ? [0, subject.rosterNumber]
          : subject.kind === 'household'
            ? [1, subject.householdId]
            : subject.kind === 'plate'
              ? [2, subject.plate]
              : [3, subject.idNumber];
      return [
        mark.id,
        kind,
        who,
        mark.colour,
        mark.isolatedUntil,
        mark.voidUntil,
        mark.isDenied,
        mark.documentIds,
        mark.note,
      ];
    }),
    contacts
      .slice(0, CONTACTS_LIMIT)
      .map(({ id, placeId, placeName, name, duty, phone }) => [
        id,
        placeId,
        placeName,
        name,
        duty,
        phone,
      ]),
    entrances.map(({ building, unit, householdIds }) => [building, unit, steps(householdIds)]),
  ]);

const steps = (ids: readonly number[]): number[] =>
  ids.toSorted((a, b) => a - b).map((id, place, all) => id - (all[place - 1] ?? 0));

function idsOf(steps: readonly number[]): number[] {
  let id = 0;
  return steps.map((step) => (id += step));
}

/** Null when malformed. */
export function parseBriefing(plain: Uint8Array): Briefing | null {
  const parsed = parseShape(schema, decodeArray(plain));
  if (!parsed.ok) return null;
  const [, marks, contacts, entrances] = parsed.value;
  const subjectOf = (kind: 0 | 1 | 2 | 3, who: number | string) => {
    switch (kind) {
      case 0:
        return typeof who === 'number' ? { kind: 'resident' as const, rosterNumber: who } : null;
      case 1:
        return typeof who === 'number' ? { kind: 'household' as const, householdId: who } : null;
      case 2:
        return typeof who === 'string' ? { kind: 'plate' as const, plate: who } : null;
      case 3:
        return typeof who === 'string' ? { kind: 'id-number' as const, idNumber: who } : null;
    }
  };
  const read = marks.map(
    ([id, kind, who, colour, isolatedUntil, voidUntil, isDenied, documentIds, note]) => {
      const subject = subjectOf(kind, who);
      return (
        subject && { id, subject, colour, isolatedUntil, voidUntil, isDenied, documentIds, note }
      );
    },
  );
  if (read.includes(null)) return null;
  return {
    marks: read.filter((mark) => mark !== null),
    contacts: contacts.map(([id, placeId, placeName, name, duty, phone]) => ({
      id,
      placeId,
      placeName,
      name,
      duty,
      phone,
    })),
    entrances: entrances.map(([building, unit, households]) => ({
      building,
      unit,
      householdIds: idsOf(households),
    })),
  };
}
