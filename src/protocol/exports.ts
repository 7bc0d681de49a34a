import * as v from 'valibot';
import { LOCALES } from './enrolment.ts';
import { entryFilter } from './entries.ts';
import { type Parsed, parseShape, placeId } from './shapes.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const common = { format: v.picklist(EXPORT_FORMATS), locale: v.picklist(LOCALES) };

/** `placeId`: all that lies within it, as far as the device's scope goes. */
const schema = v.variant('ledger', [
  v.strictObject({ ledger: v.literal('entries'), ...common, ...entryFilter }),
  v.strictObject({ ledger: v.literal('residents'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('households'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('passes'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('places'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('devices'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('accesses'), ...common, placeId }),
  v.strictObject({ ledger: v.literal('head-counts'), ...common, placeId }),
  v.strictObject({
    ledger: v.literal('daily-report'),
    ...common,
    placeId,
    day: v.pipe(v.string(), v.isoDate()),
  }),
]);

export type ExportRequest = v.InferOutput<typeof schema>;
export type ExportedLedger = ExportRequest['ledger'];

export const parseExportRequest = (json: unknown): Parsed<ExportRequest> =>
  parseShape(schema, json);

export { schema as exportRequestSchema };
