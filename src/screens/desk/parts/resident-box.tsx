import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';
import { say } from '../../../words/i18n.ts';
import { Combobox } from './combobox.tsx';
import { ResidentOffer } from './resident-offer.tsx';
import { useFoundResidents } from './use-found-residents.ts';

interface ResidentBoxProps {
  client: DeskClient;
  label: string;
  /** Looked through: the place of the device. */
  placeId: string;
  onChoose: (resident: FoundResident) => void;
}

/** A room, a name or initials finds residents. */
export function ResidentBox({ client, label, placeId, onChoose }: ResidentBoxProps) {
  const [text, setText] = useState('');
  const { found, failure, isPending } = useFoundResidents(client, [placeId], text);
  return (
    <Combobox
      label={label}
      hint={say('paper.person-hint')}
      text={text}
      choices={found}
      isPending={isPending}
      failure={failure && say('paper.search-failed')}
      keyOf={({ rosterNumber }) => rosterNumber}
      face={(resident) => <ResidentOffer resident={resident} />}
      onType={setText}
      onChoose={onChoose}
    />
  );
}
