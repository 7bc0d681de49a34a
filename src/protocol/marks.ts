import * as v from 'valibot';
import { HOUSEHOLD_COLOURS } from '../domain/reason.ts';
import {
  filledText,
  hexId,
  type Parsed,
  parseShape,
  placeId,
  text,
  time,
  uint32,
} from './shapes.ts';

const day = v.pipe(v.string(), v.isoDate());
const NOTE_LENGTH = 100;

const subjectSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('resident'), rosterNumber: uint32 }),
  v.strictObject({ kind: v.literal('household'), householdId: uint32 }),
  v.strictObject({ kind: v.literal('plate'), plate: filledText(16) }),
  v.strictObject({ kind: v.literal('id-number'), idNumber: filledText(40) }),
]);

/** Made up by the desk, so that the same change sent twice is one. */
const markSchema = v.strictObject({
  id: hexId,
  subject: subjectSchema,
  colour: v.nullable(v.picklist(HOUSEHOLD_COLOURS)),
  isolatedUntil: v.nullable(day),
  voidUntil: v.nullable(day),
  isDenied: v.boolean(),
  documentIds: v.pipe(v.array(uint32), v.maxLength(40)),
  note: text(NOTE_LENGTH),
});

const contactSchema = v.strictObject({
  id: hexId,
  placeId,
  name: filledText(40),
  duty: text(40),
  /** Digits, spaces, plus, hyphens: it is dialled. */
  phone: v.pipe(v.string(), v.regex(/^[+\d][\d -]{2,19}$/)),
});

const listedMark = v.object({
  mark: markSchema,
  /** Masked, with the room; a plate or a masked ID number as it is. */
  who: text(200),
  changedAt: time,
  changedBy: text(100),
});
const marksAnswerSchema = v.object({
  /** Within the device's scope; plates and ID numbers are the street's. Newest first, the first 5,000. */
  marks: v.pipe(v.array(listedMark), v.maxLength(5000)),
});
const markChangeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('set'), mark: markSchema }),
  v.strictObject({ kind: v.literal('remove'), id: hexId }),
]);

const contactsAnswerSchema = v.object({
  contacts: v.pipe(v.array(contactSchema), v.maxLength(2000)),
});
const contactChangeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('set'), contact: contactSchema }),
  v.strictObject({ kind: v.literal('remove'), id: hexId }),
]);

export type ListedMark = v.InferOutput<typeof listedMark>;
export type MarksAnswer = v.InferOutput<typeof marksAnswerSchema>;
export type MarkChange = v.InferOutput<typeof markChangeSchema>;
export type PlacedContact = v.InferOutput<typeof contactSchema>;
export type ContactsAnswer = v.InferOutput<typeof contactsAnswerSchema>;
export type ContactChange = v.InferOutput<typeof contactChangeSchema>;

export const parseMarksAnswer = (json: unknown): Parsed<MarksAnswer> =>
  parseShape(marksAnswerSchema, json);
export const parseMarkChange = (json: unknown): Parsed<MarkChange> =>
  parseShape(markChangeSchema, json);
export const parseContactsAnswer = (json: unknown): Parsed<ContactsAnswer> =>
  parseShape(contactsAnswerSchema, json);
export const parseContactChange = (json: unknown): Parsed<ContactChange> =>
  parseShape(contactChangeSchema, json);

export { contactChangeSchema, contactsAnswerSchema, markChangeSchema, marksAnswerSchema };
