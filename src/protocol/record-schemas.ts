import * as v from 'valibot';
import { OUTCOMES } from '../domain/entry.ts';
import { STANDARDS_LIMIT } from '../domain/gate-day.ts';
import { CASE_STEPS } from '../domain/gate-record.ts';
import { REASON_CODES } from '../domain/reason.ts';
import { REPORT_FIGURES } from '../domain/report-figures.ts';
import { factsSchema, NAME_LIMIT } from './facts-codec.ts';
import { bytes, text, uint, uint32 } from './shapes.ts';
import { shownSchema } from './shown-codec.ts';

export const ON_DUTY_LIMIT = 20;
export const NOTE_LIMIT = 500;

/** For ever: new kinds get new numbers. Entry and correction take three each, see SUBJECT_KINDS. */
export const RECORD_KIND = {
  shiftStart: 1,
  dutyChange: 2,
  policyChange: 3,
  entry: 4,
  decision: 7,
  undo: 8,
  correction: 9,
  refusal: 12,
  handoverNote: 13,
  shiftClose: 14,
  caseStep: 15,
  headCount: 16,
  noticeRead: 17,
  dailyReport: 18,
  handoverAccepted: 19,
  standardsAnswered: 20,
  quizAnswered: 21,
} as const;
export const LAST_RECORD_KIND = RECORD_KIND.quizAnswered;
const HEAD_COUNT_LIMIT = 9999;
const QUIZ_LIMIT = 100;

const recordNumber = v.pipe(uint32, v.minValue(1));
const targetSchema = v.union([recordNumber, v.strictTuple([bytes(16), recordNumber])]);
export type Target = v.InferOutput<typeof targetSchema>;
const seconds = v.pipe(v.number(), v.safeInteger());
const onDuty = v.pipe(v.array(text(NAME_LIMIT)), v.maxLength(ON_DUTY_LIMIT));
const note = text(NOTE_LIMIT);
const [subject, flags, temperature, reasons] = factsSchema.items;

/** Positional, as docs/protocol.md has them. */
export const RECORD_SCHEMAS = {
  shiftStart: v.strictTuple([uint32, seconds, onDuty, uint32, text(40)]),
  dutyChange: v.strictTuple([uint32, seconds, onDuty]),
  policyChange: v.strictTuple([uint32, seconds, uint32]),
  plainEntry: v.strictTuple([uint32, seconds, subject, flags, temperature]),
  judgedEntry: v.strictTuple([uint32, seconds, subject, flags, temperature, reasons]),
  followingEntry: v.strictTuple([
    uint32,
    seconds,
    subject,
    flags,
    temperature,
    reasons,
    targetSchema,
  ]),
  showingEntry: v.strictTuple([
    uint32,
    seconds,
    subject,
    flags,
    temperature,
    reasons,
    v.nullable(targetSchema),
    shownSchema,
  ]),
  decision: v.strictTuple([uint32, seconds, targetSchema, uint(OUTCOMES.length - 1), note]),
  namedDecision: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    uint(OUTCOMES.length - 1),
    note,
    v.pipe(text(NAME_LIMIT), v.minLength(1)),
  ]),
  caseStep: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    uint(CASE_STEPS.length - 1),
    text(NAME_LIMIT),
    note,
  ]),
  headCount: v.strictTuple([
    uint32,
    seconds,
    uint(1),
    v.pipe(uint(HEAD_COUNT_LIMIT), v.minValue(1)),
  ]),
  noticeRead: v.strictTuple([uint32, seconds, bytes(16), text(NAME_LIMIT)]),
  dailyReport: v.strictTuple([
    uint32,
    seconds,
    v.pipe(v.string(), v.isoDate()),
    uint(1),
    // Figures are only ever added: one that a record has not got was not counted yet.
    v.pipe(v.array(uint32), v.maxLength(REPORT_FIGURES.length)),
    text(NAME_LIMIT),
    note,
  ]),
  handoverAccepted: v.strictTuple([uint32, seconds, bytes(16), text(NAME_LIMIT)]),
  standardsAnswered: v.strictTuple([
    uint32,
    seconds,
    uint32,
    v.pipe(
      v.array(v.pipe(uint32, v.minValue(1))),
      v.maxLength(STANDARDS_LIMIT),
      v.check((ids) => ids.every((id, place) => place === 0 || id > (ids[place - 1] as number))),
    ),
    text(NAME_LIMIT),
    note,
  ]),
  quizAnswered: v.pipe(
    v.strictTuple([
      uint32,
      seconds,
      uint32,
      v.pipe(uint(QUIZ_LIMIT), v.minValue(1)),
      uint(QUIZ_LIMIT),
      text(NAME_LIMIT),
    ]),
    v.check(([, , , asked, right]) => right <= asked),
  ),
  undo: v.strictTuple([uint32, seconds, targetSchema]),
  correction: v.strictTuple([uint32, seconds, targetSchema, subject, flags, temperature, reasons]),
  showingCorrection: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    subject,
    flags,
    temperature,
    reasons,
    shownSchema,
  ]),
  refusal: v.strictTuple([
    uint32,
    seconds,
    uint(1),
    uint(REASON_CODES.length - 1),
    v.nullable(uint32),
  ]),
  handoverNote: v.strictTuple([uint32, seconds, note]),
  shiftClose: v.strictTuple([uint32, seconds, uint32]),
};
