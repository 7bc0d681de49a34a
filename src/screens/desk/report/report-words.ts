import { reportState } from '../../../domain/daily-report.ts';
import type { ReportFigure } from '../../../domain/report-figures.ts';
import type { GateReport, ReportForm, SignedStatement } from '../../../protocol/reports.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import { numberWords } from '../parts/number-words.ts';
import { figuresTotal, isContradicted, lackingGates, type ReportedGate } from './report-places.ts';

export const columnTitle = ({ figure, title }: ReportForm['columns'][number]): string =>
  title || say(`report.figure-${figure}`);

/** 3 小时 5 分 */
export function leftWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return say('report.left', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** ≥ over what has not come or was never said. */
export const figureWords = (value: number, isAtLeast: boolean): string =>
  isAtLeast ? say('report.at-least', { number: numberWords(value) }) : numberWords(value);

export const signedWords = ({ by, at }: SignedStatement, zone: string): string =>
  say('report.signed-by', { by, time: formatTime(at, zone) });

/** How much of the ledger a zero report forgets, people who were only counted among them. */
const contradictionWords = (report: GateReport): string =>
  say('report.contradiction', { count: figuresTotal(report.figures) });

export interface GateNote {
  readonly look: 'plain' | 'look' | 'pressing';
  readonly words: string;
}

/** A gate that has said nothing for so long is not merely late with its report. */
const QUIET_MS = 15 * 60_000;

/** What stands beside a gate's numbers, the weightiest first. `now`: null for another day than today. */
export function gateNotes(
  report: GateReport,
  now: number | null,
  zone: string,
): readonly GateNote[] {
  const { statements, phonesBehind, heardAt, figures } = report;
  const last = statements.at(-1);
  const notes: GateNote[] = [];
  if (reportState(report) === 'missing') {
    const isUnused = heardAt === null && phonesBehind === 0 && figuresTotal(figures) === 0;
    if (isUnused) notes.push({ look: 'pressing', words: say('report.nobody-on-shift') });
    if (heardAt !== null && now !== null && now - heardAt > QUIET_MS) {
      const time = formatTime(heardAt, zone);
      notes.push({ look: 'pressing', words: say('report.silent-since', { time }) });
    }
  }
  if (isContradicted(report)) notes.push({ look: 'look', words: contradictionWords(report) });
  if (phonesBehind > 0) {
    notes.push({ look: 'look', words: say('report.phones-behind', { count: phonesBehind }) });
  }
  if (report.tooEarly) notes.push({ look: 'look', words: say('report.too-early') });
  if (last && last.rowsSince > 0) {
    notes.push({ look: 'plain', words: say('report.rows-since', { count: last.rowsSince }) });
  }
  if (last?.isDesk) notes.push({ look: 'plain', words: say('report.at-desk') });
  if (last?.note) notes.push({ look: 'plain', words: last.note });
  return notes;
}

/** '缺 2 处：桥头岗未报，青石大道卡口未同步', of at most `limit` characters; null: nothing is lacking. */
export function lackingWords(gates: readonly ReportedGate[], limit: number): string | null {
  const lacking = lackingGates(gates);
  if (lacking.length === 0) return null;
  const names = lacking.map(({ gate, report }) =>
    say('report.lacking-one', {
      gate: gate.name,
      state: say(`report.state-${reportState(report)}`),
    }),
  );
  const words = (count: number): string =>
    say('report.lacking-names', {
      count: lacking.length,
      names:
        names.slice(0, count).join(say('list.comma')) +
        (count < names.length ? say('report.lacking-more') : ''),
    });
  let count = names.length;
  while (count > 1 && words(count).length > limit) count--;
  return words(count).slice(0, limit);
}

export const figureTitle = (form: ReportForm, figure: ReportFigure): string =>
  columnTitle(form.columns.find((column) => column.figure === figure) ?? { figure, title: '' });
