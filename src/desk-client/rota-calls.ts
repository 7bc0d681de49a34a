import {
  type HoursAnswer,
  type HoursAsked,
  type HoursCard,
  type HoursCardAsked,
  parseHoursAnswer,
  parseHoursCard,
  parseRotaAnswer,
  parseRotaChanged,
  parseRotaRead,
  type RotaAnswer,
  type RotaAsked,
  type RotaChange,
  type RotaChanged,
  type RotaImport,
  type RotaRead,
} from '../protocol/rota.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface RotaCalls {
  readonly readRota: (asked: RotaAsked, signal?: AbortSignal) => Promise<Answer<RotaAnswer>>;
  readonly changeRota: (change: RotaChange) => Promise<Answer<RotaChanged>>;
  /** What a CSV or XLSX says; nothing is saved. */
  readonly readRotaFile: (
    file: Uint8Array<ArrayBuffer>,
    signal?: AbortSignal,
  ) => Promise<Answer<RotaRead>>;
  /** Rows as they were read; the same rows again change nothing. */
  readonly importRota: (rows: RotaImport) => Promise<Answer<RotaChanged>>;
  readonly readHours: (asked: HoursAsked, signal?: AbortSignal) => Promise<Answer<HoursAnswer>>;
  readonly readHoursCard: (
    asked: HoursCardAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<HoursCard>>;
}

export const rotaCalls = (caller: DeskCaller): RotaCalls => ({
  readRota: (asked, signal) => caller.post('/api/rota', asked, parseRotaAnswer, signal),
  changeRota: (change) => caller.post('/api/rota/change', change, parseRotaChanged),
  readRotaFile: (file, signal) => caller.postBytes('/api/rota/read', file, parseRotaRead, signal),
  importRota: (rows) => caller.post('/api/rota/import', rows, parseRotaChanged),
  readHours: (asked, signal) => caller.post('/api/rota/hours', asked, parseHoursAnswer, signal),
  readHoursCard: (asked, signal) => caller.post('/api/rota/card', asked, parseHoursCard, signal),
});
