import type { Role } from '../../../domain/role.ts';
import { say } from '../../../words/i18n.ts';
import { type Section, sectionsFor } from '../app/use-section.ts';
import { numberWords } from '../parts/number-words.ts';
import type { TodayFigures as Figures } from './gates-today.ts';
import css from './today-figures.module.css';

interface TodayFiguresProps {
  figures: Figures;
  /** Null: not known yet. */
  peopleOut: number | null;
  overdue: number | null;
  role: Role;
}

interface Shown {
  readonly name: keyof typeof SECTION_BEHIND;
  readonly value: number | null;
  readonly more?: string;
  readonly isPressing?: boolean;
}

/** Where the rows behind each figure are. */
const SECTION_BEHIND = {
  gates: null,
  passings: 'ledger',
  out: 'watch',
  overdue: 'watch',
  'turned-back': 'ledger',
  parked: 'ledger',
  cases: 'watch',
  unsent: 'phones',
} as const satisfies Record<string, Section | null>;

/** The day in eight numbers; what presses is red. */
export function TodayFigures({ figures, peopleOut, overdue, role }: TodayFiguresProps) {
  const sections = sectionsFor(role);
  const { heard, expected, passings, turnedBack, parked, cases, unsent, unsentUnknown } = figures;
  const shown: readonly Shown[] = [
    { name: 'gates', value: heard, more: say('today.of', { count: expected }) },
    { name: 'passings', value: passings },
    { name: 'out', value: peopleOut },
    { name: 'overdue', value: overdue, isPressing: true },
    { name: 'turned-back', value: turnedBack },
    { name: 'parked', value: parked },
    { name: 'cases', value: cases, isPressing: true },
    {
      name: 'unsent',
      value: unsent,
      ...(unsentUnknown > 0 && { more: say('today.unknown', { count: unsentUnknown }) }),
    },
  ];
  return (
    <ul class={css.figures} aria-label={say('today.figures')}>
      {shown.map(({ name, value, more, isPressing }) => {
        const section = SECTION_BEHIND[name];
        const face = (
          <>
            <span>{say(`today.figure-${name}`)}</span>
            <b class={isPressing && value ? css.pressing : undefined}>
              {value === null ? '—' : numberWords(value)} {more && <small>{more}</small>}
            </b>
          </>
        );
        return (
          <li key={name}>
            {section && sections.includes(section) ? (
              <a href={`#${section}`}>{face}</a>
            ) : (
              <div>{face}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
