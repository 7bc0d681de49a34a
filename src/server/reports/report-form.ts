import { USUAL_DEADLINE_MINUTE, USUAL_REMIND_MINUTES } from '../../domain/daily-report.ts';
import { USUAL_FIGURES } from '../../domain/report-figures.ts';
import { parseReportForm, type ReportForm } from '../../protocol/reports.ts';
import type { Store } from '../store/store.ts';

const USUAL_FORM: ReportForm = {
  columns: USUAL_FIGURES.map((figure) => ({ figure, title: '' })),
  deadlineMinute: USUAL_DEADLINE_MINUTE,
  remindMinutes: USUAL_REMIND_MINUTES,
};

/** How the street's report looks and when it is due; the usual form until it sets one. */
export async function reportForm(
  streetId: string,
  { streetSettings }: Pick<Store, 'streetSettings'>,
): Promise<ReportForm> {
  const set = await streetSettings.find(streetId, 'report-form');
  const parsed = set && parseReportForm(JSON.parse(set.value));
  return parsed?.ok ? parsed.value : USUAL_FORM;
}
