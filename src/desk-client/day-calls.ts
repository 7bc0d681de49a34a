import { type EntryPage, parseEntryPage } from '../protocol/entries.ts';
import {
  type HandbookAnswer,
  type HandbookChange,
  parseHandbookAnswer,
} from '../protocol/handbook.ts';
import {
  parseReportForm,
  parseReportsAnswer,
  type ReportForm,
  type ReportRowsAsked,
  type ReportSign,
  type ReportsAnswer,
  type ReportsAsked,
} from '../protocol/reports.ts';
import { type Done, parseDone } from '../protocol/reviews.ts';
import {
  parseStandardsAnswer,
  type StandardsAnswer,
  type StandardsChange,
} from '../protocol/standards.ts';
import {
  type MapChange,
  parseStreetMap,
  parseTodayAnswer,
  type StreetMap,
  type TodayAnswer,
} from '../protocol/today.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface DayCalls {
  readonly readToday: (signal?: AbortSignal) => Promise<Answer<TodayAnswer>>;
  readonly readMap: (signal?: AbortSignal) => Promise<Answer<StreetMap>>;
  /** PNG, JPEG or WebP of at most MAP_PICTURE_BYTES. */
  readonly saveMapPicture: (picture: Uint8Array<ArrayBuffer>) => Promise<Answer<StreetMap>>;
  readonly readMapPicture: (signal?: AbortSignal) => Promise<Answer<Blob>>;
  readonly changeMap: (change: MapChange) => Promise<Answer<StreetMap>>;
  readonly readReports: (
    asked: ReportsAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<ReportsAnswer>>;
  /** The ledger's rows behind one number of a report; its total is that number, without people who were only counted. */
  readonly readReportRows: (
    asked: ReportRowsAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<EntryPage>>;
  readonly signReport: (sign: ReportSign) => Promise<Answer<Done>>;
  readonly changeReportForm: (form: ReportForm) => Promise<Answer<ReportForm>>;
  readonly readStandards: (signal?: AbortSignal) => Promise<Answer<StandardsAnswer>>;
  readonly changeStandards: (change: StandardsChange) => Promise<Answer<StandardsAnswer>>;
  readonly readHandbook: (signal?: AbortSignal) => Promise<Answer<HandbookAnswer>>;
  readonly changeHandbook: (change: HandbookChange) => Promise<Answer<HandbookAnswer>>;
}

export const dayCalls = (caller: DeskCaller): DayCalls => ({
  readToday: (signal) => caller.get('/api/today', parseTodayAnswer, signal),
  readMap: (signal) => caller.get('/api/map', parseStreetMap, signal),
  saveMapPicture: (picture) => caller.postBytes('/api/map/picture', picture, parseStreetMap),
  readMapPicture: (signal) => caller.postForFile('/api/map/picture/read', {}, signal),
  changeMap: (change) => caller.post('/api/map/change', change, parseStreetMap),
  readReports: (asked, signal) => caller.post('/api/reports', asked, parseReportsAnswer, signal),
  readReportRows: (asked, signal) =>
    caller.post('/api/reports/rows', asked, parseEntryPage, signal),
  signReport: (sign) => caller.post('/api/reports/sign', sign, parseDone),
  changeReportForm: (form) => caller.post('/api/reports/form', form, parseReportForm),
  readStandards: (signal) => caller.get('/api/standards', parseStandardsAnswer, signal),
  changeStandards: (change) => caller.post('/api/standards/change', change, parseStandardsAnswer),
  readHandbook: (signal) => caller.get('/api/handbook', parseHandbookAnswer, signal),
  changeHandbook: (change) => caller.post('/api/handbook/change', change, parseHandbookAnswer),
});
