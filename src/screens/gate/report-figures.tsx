import {
  type ReportFigures as Figures,
  REPORT_FIGURES,
  type ReportFigure,
  USUAL_FIGURES,
} from '../../domain/report-figures.ts';
import { say } from '../../words/i18n.ts';
import css from './report-figures.module.css';

/** The usual columns of a report, and of the others what there is. */
const shownOf = (figures: Figures): readonly ReportFigure[] =>
  REPORT_FIGURES.filter((figure) => USUAL_FIGURES.includes(figure) || figures[figure] > 0);

export function ReportFigures({ figures }: { figures: Figures }) {
  return (
    <dl class={css.figures}>
      {shownOf(figures).map((figure) => (
        <div key={figure} class={css.figure}>
          <dt>{say(`gate-report.figure-${figure}`)}</dt>
          <dd class={figures[figure] > 0 ? css.some : ''}>{figures[figure]}</dd>
        </div>
      ))}
    </dl>
  );
}
