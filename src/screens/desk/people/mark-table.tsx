import type { Mark } from '../../../domain/mark.ts';
import type { DocumentKind } from '../../../domain/policy.ts';
import type { ListedMark } from '../../../protocol/marks.ts';
import { Hue } from '../../../ui/hue.tsx';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { formatDate, formatDateTime, say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './mark-table.module.css';

interface MarkTableProps {
  marks: readonly ListedMark[];
  documents: readonly Pick<DocumentKind, 'id' | 'name'>[];
  selectedId: string | null;
  isBesidePanel: boolean;
  today: string;
  zone: string;
  onSelect: (mark: ListedMark) => void;
}

/** Noon, which is on the same date in every zone that a street may have. */
const dayWords = (day: string): string => formatDate(Date.parse(`${day}T12:00:00Z`), 'UTC');

const documentName = (documents: MarkTableProps['documents'], id: number): string =>
  documents.find((one) => one.id === id)?.name ?? say('entry.document', { id });

/** What a mark says, without its colour: one piece of text each. */
function markWords(mark: Mark, documents: MarkTableProps['documents'], today: string): string[] {
  const until = (id: 'people.isolated' | 'people.void', day: string | null): string[] => {
    if (day === null) return [];
    const words = say(id, { date: dayWords(day) });
    return [day < today ? say('people.over', { what: words }) : words];
  };
  return [
    ...(mark.isDenied ? [say('people.denied')] : []),
    ...until('people.isolated', mark.isolatedUntil),
    ...until('people.void', mark.voidUntil),
    ...mark.documentIds.map((id) => say('people.paper', { name: documentName(documents, id) })),
  ];
}

export function MarkTable(props: MarkTableProps) {
  const { marks, documents, selectedId, isBesidePanel, today, zone, onSelect } = props;
  const isNarrow = useNarrow();
  const isShort = isNarrow || isBesidePanel;
  return (
    <table class={table.table}>
      <thead>
        <tr>
          <th scope="col">{say('people.who')}</th>
          <th scope="col">{say('people.colour')}</th>
          <th scope="col">{say('people.says')}</th>
          {!isShort && <th scope="col">{say('people.note')}</th>}
          {!isShort && <th scope="col">{say('people.changed')}</th>}
        </tr>
      </thead>
      <tbody onKeyDown={stepBetweenRows}>
        {marks.map((one) => {
          const { mark, who, changedAt, changedBy } = one;
          const isSelected = mark.id === selectedId;
          return (
            <tr
              key={mark.id}
              class={`${css.row} ${isSelected ? css.selected : ''}`}
              onClick={() => onSelect(one)}
            >
              <td>
                <button type="button" class={css.who} data-row={mark.id} aria-expanded={isSelected}>
                  <MaskedText text={who} />
                </button>
                <span class={css.kind}>{say(`people.kind-${mark.subject.kind}`)}</span>
              </td>
              <td>{mark.colour && <Hue hue={mark.colour} isInline />}</td>
              <td>
                {markWords(mark, documents, today).map((words) => (
                  <span key={words} class={css.says}>
                    {words}
                  </span>
                ))}
                {isShort && mark.note && <span class={css.note}>{mark.note}</span>}
              </td>
              {!isShort && <td>{mark.note}</td>}
              {!isShort && (
                <td class={table.quiet}>
                  {changedBy} {formatDateTime(changedAt, zone)}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
