import { type RolledUp, reportState, rollUp } from '../../domain/daily-report.ts';
import type { Place } from '../../domain/place.ts';
import { REPORT_FIGURES, type ReportFigures } from '../../domain/report-figures.ts';
import type { GateReport, ReportsAnswer, SignedStatement } from '../../protocol/reports.ts';
import { dayReport, type ReportParts } from '../reports/day-report.ts';
import type { WrittenCell, WrittenRow } from '../sheets/written-table.ts';
import { type ExportContext, type ExportTable, timeText } from './export-context.ts';

/** As the report is printed: gate by gate under their community, with sums. */
export async function dailyReportTable(
  day: string,
  { path }: Pick<Place, 'path'>,
  context: ExportContext & ReportParts,
): Promise<ExportTable> {
  const { say, store, view } = context;
  const report = await dayReport(day, path, view, context);
  const places = await store.places.within(path);
  const rows = [...tableRows(report, places, context)].map((row) => [day, ...row]);
  const { columns } = report.form;
  return {
    headings: [
      say('report.column-day'),
      say('report.column-gate'),
      say('report.column-state'),
      ...columns.map(({ figure, title }) => title || say(`report.figure-${figure}`)),
      say('report.column-signed'),
      say('report.column-signed-at'),
      say('report.column-note'),
    ],
    decimals: Object.fromEntries(columns.map((_, index) => [index + 3, 0])),
    count: rows.length,
    pages: (async function* () {
      yield rows;
    })(),
  };
}

function* tableRows(
  { form, gates, places: signed }: ReportsAnswer,
  places: readonly Place[],
  context: Pick<ExportContext, 'say' | 'timeZone'>,
): Generator<WrittenRow> {
  const { say } = context;
  const [top] = places;
  if (!top) return;
  const reports = new Map(gates.map((report) => [report.gateId, report]));
  const statementOf = ({ id }: Place): SignedStatement | undefined =>
    signed.find(({ placeId }) => placeId === id)?.statements.at(-1);
  const sumRow = (name: string, place: Place, sum: RolledUp): WrittenRow => {
    const statement = statementOf(place);
    const waits = sum.gates - sum.reported;
    return [
      name,
      `${sum.reported} / ${sum.gates}`,
      ...figureCells(sum.figures, sum.isAtLeast, form, say),
      ...signedCells(statement, context),
      [
        ...(waits > 0 ? [say('report.waits-for', { count: waits })] : []),
        ...notesOf(statement, say),
      ].join('；'),
    ];
  };
  const communities = new Map<Place, { readonly gate: Place; readonly report: GateReport }[]>();
  for (const gate of places) {
    const report = reports.get(gate.id);
    if (!report) continue;
    const community = communityOf(gate, places);
    const known = communities.get(community);
    if (known) known.push({ gate, report });
    else communities.set(community, [{ gate, report }]);
  }
  for (const [community, within] of communities) {
    if (community.kind !== 'gate') {
      yield sumRow(community.name, community, rollUp(within.map(({ report }) => report)));
    }
    for (const { gate, report } of within) yield gateRow(gate, report, form, context);
  }
  yield sumRow(say('report.total'), top, rollUp(gates));
}

/** The nearest community or village above a gate; what it guards where there is none among them. */
function communityOf(gate: Place, places: readonly Place[]): Place {
  const above = places.filter(({ id, path }) => id !== gate.id && gate.path.startsWith(path));
  const isCommunity = ({ kind }: Place) => kind === 'community' || kind === 'village';
  return above.findLast(isCommunity) ?? above.at(-1) ?? gate;
}

function gateRow(
  gate: Place,
  report: GateReport,
  form: ReportsAnswer['form'],
  context: Pick<ExportContext, 'say' | 'timeZone'>,
): WrittenRow {
  const { say } = context;
  const state = reportState(report);
  const last = report.statements.at(-1);
  const logged = REPORT_FIGURES.reduce((sum, figure) => sum + report.figures[figure], 0);
  const notes = [
    ...(last?.isZero && logged > 0 ? [say('report.contradiction', { count: logged })] : []),
    ...(report.phonesBehind > 0
      ? [say('report.phones-behind', { count: report.phonesBehind })]
      : []),
    ...notesOf(last, say),
  ];
  return [
    gate.name,
    say(`report.state-${state}`),
    ...(state === 'missing'
      ? form.columns.map(() => '—')
      : figureCells(report.figures, state === 'unsynced', form, say)),
    ...signedCells(last, context),
    notes.join('；'),
  ];
}

/** What is sure is a number to calculate with; what is only the least is a text. */
const figureCells = (
  figures: ReportFigures,
  isAtLeast: boolean,
  { columns }: ReportsAnswer['form'],
  say: ExportContext['say'],
): WrittenCell[] =>
  columns.map(({ figure }) =>
    isAtLeast ? say('report.at-least', { number: String(figures[figure]) }) : figures[figure],
  );

const signedCells = (
  statement: SignedStatement | undefined,
  { say, timeZone }: Pick<ExportContext, 'say' | 'timeZone'>,
): WrittenCell[] =>
  statement
    ? [
        [statement.by, ...(statement.isDesk ? [say('report.at-desk')] : [])].join(' '),
        timeText(statement.at, timeZone),
      ]
    : ['—', '—'];

const notesOf = (statement: SignedStatement | undefined, say: ExportContext['say']): string[] =>
  statement
    ? [
        ...(statement.rowsSince > 0
          ? [say('report.rows-since', { count: statement.rowsSince })]
          : []),
        ...(statement.note === '' ? [] : [statement.note]),
      ]
    : [];
