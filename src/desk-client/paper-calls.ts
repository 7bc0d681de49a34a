import {
  type PaperRowUndo,
  type PaperSheetSave,
  type PaperSheetSaved,
  parsePaperSheetSaved,
} from '../protocol/paper-sheets.ts';
import {
  parseResidentsAnswer,
  type ResidentQuery,
  type ResidentsAnswer,
} from '../protocol/residents.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface PaperCalls {
  readonly findResidents: (
    query: ResidentQuery,
    signal?: AbortSignal,
  ) => Promise<Answer<ResidentsAnswer>>;
  readonly savePaperSheet: (sheet: PaperSheetSave) => Promise<Answer<PaperSheetSaved>>;
  readonly undoPaperRow: (undo: PaperRowUndo) => Promise<Answer<PaperSheetSaved>>;
}

export const paperCalls = (caller: DeskCaller): PaperCalls => ({
  findResidents: (query, signal) =>
    caller.post('/api/residents/search', query, parseResidentsAnswer, signal),
  savePaperSheet: (sheet) => caller.post('/api/paper-sheets', sheet, parsePaperSheetSaved),
  undoPaperRow: (undo) => caller.post('/api/paper-sheets/undo', undo, parsePaperSheetSaved),
});
