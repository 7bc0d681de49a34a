import type { StandardsItem } from '../../../domain/gate-day.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { standardsTitle } from '../../standards-title.ts';
import table from '../parts/desk-table.module.css';
import { GateMark } from '../parts/gate-mark.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './standards.module.css';
import type { GateStandards } from './standards-list.ts';
import { StandingMark } from './standing-mark.tsx';

interface StandardsTableProps {
  gates: readonly GateStandards[];
  items: readonly StandardsItem[];
  isBesidePanel: boolean;
  zone: string;
}

const LOOKS: Partial<Record<GateStandards['standing'], string | undefined>> = {
  missing: css.missing,
  never: css.never,
};

/** Gate by gate: whether it answered in this shift, what it lacks, and who said so. */
export function StandardsTable({ gates, items, isBesidePanel, zone }: StandardsTableProps) {
  const isShort = useNarrow() || isBesidePanel;
  const titles = new Map(items.map((item) => [item.id, standardsTitle(item)]));
  return (
    <table class={table.table}>
      <thead>
        <tr>
          <th scope="col">{say('column.gate')}</th>
          <th scope="col">{say('standards-desk.state')}</th>
          {!isShort && <th scope="col">{say('standards-desk.lacks')}</th>}
          {!isShort && <th scope="col">{say('standards-desk.note')}</th>}
          {!isShort && <th scope="col">{say('standards-desk.who')}</th>}
        </tr>
      </thead>
      <tbody>
        {gates.map(({ placed: { gate, guarded }, standing, answer }) => {
          const lacks = (answer?.missing ?? []).map((id) => titles.get(id) ?? String(id));
          const who = answer && `${answer.by} ${formatDateTime(answer.at, zone)}`;
          return (
            <tr key={gate.id} class={standing === 'missing' ? css.lacking : undefined}>
              <th scope="row">
                <span class={css.gate}>
                  <GateMark guards={guarded.kind} />
                  <span>
                    <b>{gate.name}</b>
                    {guarded.name !== gate.name && <span class={css.about}>{guarded.name}</span>}
                  </span>
                </span>
              </th>
              <td>
                <span class={`${css.state} ${LOOKS[standing] ?? ''}`}>
                  <StandingMark standing={standing} />
                  {standing === 'missing'
                    ? say('standards-desk.lacks-count', { count: lacks.length })
                    : say(`standards-desk.is-${standing}`)}
                </span>
                {standing === 'missing' && !answer?.isThisShift && (
                  <span class={css.about}>{say('standards-desk.is-before')}</span>
                )}
                {isShort && answer && (
                  <>
                    {lacks.length > 0 && <b class={css.things}>{lacks.join(say('list.comma'))}</b>}
                    {answer.note && <span class={css.about}>{answer.note}</span>}
                    <span class={css.about}>{who}</span>
                  </>
                )}
              </td>
              {!isShort && (
                <td>
                  <b class={css.things}>{lacks.join(say('list.comma'))}</b>
                </td>
              )}
              {!isShort && <td class={css.note}>{answer?.note}</td>}
              {!isShort && <td class={table.quiet}>{who}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
