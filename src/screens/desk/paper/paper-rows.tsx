import { formatDateTime, say } from '../../../words/i18n.ts';
import { EntryDirection } from '../ledger/entry-direction.tsx';
import { degrees } from '../ledger/entry-words.ts';
import { DeskButton } from '../parts/controls.tsx';
import { EmptyNote } from '../parts/state-note.tsx';
import { keyOf, type PaperLine } from './paper-queue.ts';
import css from './paper-rows.module.css';

interface PaperRowsProps {
  lines: readonly PaperLine[];
  gateName: (gateId: string) => string;
  zone: string;
  onUndo: (line: PaperLine) => void;
}

/** What was typed since this page was opened, newest first. */
export function PaperRows({ lines, gateName, zone, onUndo }: PaperRowsProps) {
  if (lines.length === 0) return <EmptyNote>{say('paper.none')}</EmptyNote>;
  return (
    <ul class={css.rows} aria-label={say('paper.rows')}>
      {lines.map((line) => (
        <Row key={keyOf(line)} line={line} gateName={gateName} zone={zone} onUndo={onUndo} />
      ))}
    </ul>
  );
}

function Row({
  line,
  gateName,
  zone,
  onUndo,
}: Omit<PaperRowsProps, 'lines'> & { line: PaperLine }) {
  const { row, sheet, name, room, state } = line;
  const { reading, mask, outcome } = row;
  const isGone = state === 'undone' || state === 'undoing';
  return (
    <li class={`${css.row} ${isGone ? css.gone : ''} ${state === 'refused' ? css.refused : ''}`}>
      <span class={css.time}>{formatDateTime(row.at, zone)}</span>
      <EntryDirection direction={row.direction} />
      <span class={css.who}>
        <b>{name}</b> {room}
      </span>
      <span class={css.facts}>
        {[
          reading ? degrees(reading.temperatureTenths) : say('entry.not-measured'),
          ...(mask ? [] : [say('register.reason-mask-missing')]),
          ...(outcome === 'passed' ? [] : [say(`paper.outcome-${outcome}`)]),
        ].join(say('list.comma'))}
      </span>
      <span class={css.sheet}>
        {gateName(sheet.gateId)} {sheet.writer}
      </span>
      <span class={css.state}>{stateWords(line)}</span>
      <span class={css.act}>
        {!isGone && (
          <DeskButton icon="undo" isStill onClick={() => onUndo(line)}>
            {say(state === 'refused' ? 'paper.forget' : 'paper.undo')}
          </DeskButton>
        )}
      </span>
    </li>
  );
}

function stateWords({ state, why }: PaperLine): string {
  if (state === 'saved' && why) return say('paper.not-undone');
  if (state !== 'refused') return say(`paper.state-${state}`);
  switch (why) {
    case 'refused':
      return say('paper.refused-closed');
    case 'not-found':
      return say('paper.refused-not-found');
    case 'revoked':
    case 'not-allowed':
      return say('paper.refused-not-allowed');
    default:
      return say('paper.refused-other');
  }
}
