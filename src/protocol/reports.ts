import * as v from 'valibot';
import { REPORT_STATES } from '../domain/daily-report.ts';
import { REPORT_FIGURES } from '../domain/report-figures.ts';
import { filledText, hexId, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

const day = v.pipe(v.string(), v.isoDate());
const figure = v.picklist(REPORT_FIGURES);
const figures = v.strictObject(v.entriesFromList(REPORT_FIGURES, uint()));
const SIGNER_LENGTH = 40;
const NOTE_LENGTH = 200;
export const REPORT_COLUMNS_LIMIT = 20;
export const COLUMN_TITLE_LENGTH = 20;

/** How the street's report looks and when it is due. */
const formSchema = v.strictObject({
  /** `title` empty: the figure's name in the catalogue. */
  columns: v.pipe(
    v.array(v.strictObject({ figure, title: text(COLUMN_TITLE_LENGTH) })),
    v.minLength(1),
    v.maxLength(REPORT_COLUMNS_LIMIT),
    v.check((columns) => new Set(columns.map((one) => one.figure)).size === columns.length),
  ),
  /** Minute of the street's day. */
  deadlineMinute: v.pipe(uint(1_439), v.minValue(1)),
  /** How long before that phones and the desk remind. */
  remindMinutes: uint(600),
});

const statementSchema = v.object({
  isZero: v.boolean(),
  figures,
  by: text(SIGNER_LENGTH),
  note: text(500),
  at: time,
  receivedAt: time,
  /** Signed at the desk, not on a gate's phone. */
  isDesk: v.boolean(),
  /** Rows of this place's day that came or changed after it was signed. */
  rowsSince: uint(),
});
const gateReportSchema = v.object({
  gateId: placeId,
  state: v.picklist(REPORT_STATES),
  figures,
  /** In the order of their arrival. */
  statements: v.pipe(v.array(statementSchema), v.maxLength(50)),
  /** Signed before the day began: they count for nothing, and are told so that nobody wonders. Absent: none were. */
  tooEarly: v.optional(v.pipe(v.array(statementSchema), v.maxLength(50))),
  phonesBehind: uint(),
  /** When any phone of the gate was last heard, of those that were on shift that day; null: none was on shift. */
  heardAt: v.nullable(time),
});

const askedSchema = v.strictObject({ day });
const answerSchema = v.object({
  day,
  form: formSchema,
  /** Epoch ms. */
  deadlineAt: time,
  /** Gates that should report: those within the device's scope that were not closed before that day. */
  gates: v.array(gateReportSchema),
  /** Statements about communities, grids and the street itself, within the scope. */
  places: v.array(
    v.object({ placeId, statements: v.pipe(v.array(statementSchema), v.maxLength(50)) }),
  ),
});

const rowsAskedSchema = v.strictObject({
  day,
  /** A gate or anything above gates. */
  placeId,
  figure,
  cursor: v.optional(filledText(200)),
  limit: v.pipe(uint(200), v.minValue(1)),
});

const signSchema = v.strictObject({
  /** Made up by the desk, so that the same statement sent twice is one. */
  id: hexId,
  placeId,
  day,
  isZero: v.boolean(),
  /** As whoever signs sees them. */
  figures,
  by: filledText(SIGNER_LENGTH),
  note: text(NOTE_LENGTH),
});

export type ReportForm = v.InferOutput<typeof formSchema>;
export type ReportsAsked = v.InferOutput<typeof askedSchema>;
export type ReportsAnswer = v.InferOutput<typeof answerSchema>;
export type GateReport = v.InferOutput<typeof gateReportSchema>;
export type SignedStatement = v.InferOutput<typeof statementSchema>;
export type ReportRowsAsked = v.InferOutput<typeof rowsAskedSchema>;
export type ReportSign = v.InferOutput<typeof signSchema>;

export const parseReportsAsked = (json: unknown): Parsed<ReportsAsked> =>
  parseShape(askedSchema, json);
export const parseReportsAnswer = (json: unknown): Parsed<ReportsAnswer> =>
  parseShape(answerSchema, json);
export const parseReportRowsAsked = (json: unknown): Parsed<ReportRowsAsked> =>
  parseShape(rowsAskedSchema, json);
export const parseReportSign = (json: unknown): Parsed<ReportSign> => parseShape(signSchema, json);
export const parseReportForm = (json: unknown): Parsed<ReportForm> => parseShape(formSchema, json);

export {
  answerSchema as reportsAnswerSchema,
  askedSchema as reportsAskedSchema,
  formSchema as reportFormSchema,
  rowsAskedSchema as reportRowsAskedSchema,
  signSchema as reportSignSchema,
};
