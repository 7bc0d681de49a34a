import type { EntryRow } from '../../../protocol/entries.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';

/** Who an entry is about; the full name only where it was asked for. */
export function EntryName({ row, isFull = false }: { row: EntryRow; isFull?: boolean }) {
  const { kind, name, maskedName, plate } = row.subject;
  const shown = isFull && name ? name : <MaskedText text={maskedName} />;
  // A pass recorded without the card has no name until the server knows whose it is; a forged one never has.
  const nobody = say(row.flags.includes('refusal') ? 'entry.unknown-holder' : 'entry.no-name');
  if (kind !== 'visitor') return <>{maskedName ? shown : nobody}</>;
  return (
    <>
      {say('entry.visitor')} {maskedName ? shown : <MaskedText text={plate} />}
    </>
  );
}

/** Where somebody lives, or whom a visitor visits. */
export function homeWords(row: EntryRow): string {
  const { kind, room } = row.subject;
  if (kind === 'visitor') return room ? say('entry.visits', { room }) : '';
  return room || (row.flags.includes('refusal') ? '' : say('entry.no-home'));
}
