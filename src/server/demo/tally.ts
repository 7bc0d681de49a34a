import type { ShiftScript } from './shift-script.ts';

/** What was done at the gates, counted where it was made up and not where it arrived. */
export interface DemoTally {
  shifts: number;
  closedShifts: number;
  records: number;
  entries: number;
  continued: number;
  undone: number;
  corrected: number;
  decided: number;
  refusals: number;
  visitors: number;
  entriesByGate: Map<string, number>;
}

export const emptyTally = (): DemoTally => ({
  shifts: 0,
  closedShifts: 0,
  records: 0,
  entries: 0,
  continued: 0,
  undone: 0,
  corrected: 0,
  decided: 0,
  refusals: 0,
  visitors: 0,
  entriesByGate: new Map(),
});

export function tallyShift(tally: DemoTally, script: ShiftScript): void {
  tally.shifts += 1;
  for (const record of script.segments.flatMap((segment) => segment.records)) {
    tally.records += 1;
    switch (record.kind) {
      case 'entry': {
        const atGate = tally.entriesByGate.get(script.gateId) ?? 0;
        tally.entriesByGate.set(script.gateId, atGate + 1);
        tally.entries += 1;
        if (record.follows) tally.continued += 1;
        if (record.subject.kind === 'visitor') tally.visitors += 1;
        break;
      }
      case 'undo':
        tally.undone += 1;
        break;
      case 'correction':
        tally.corrected += 1;
        break;
      case 'decision':
        tally.decided += 1;
        break;
      case 'refusal':
        tally.refusals += 1;
        break;
      case 'shift-close':
        tally.closedShifts += 1;
        break;
      case 'shift-start':
      case 'duty-change':
      case 'policy-change':
      case 'handover-note':
      case 'case-step':
      case 'head-count':
      case 'notice-read':
      case 'daily-report':
      case 'handover-accepted':
      case 'standards-answered':
      case 'quiz-answered':
        break;
      default:
        throw new Error(`unknown record ${JSON.stringify(record satisfies never)}`);
    }
  }
}
