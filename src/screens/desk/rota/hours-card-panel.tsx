import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { HoursCard } from '../../../protocol/rota.ts';
import { formatDate, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { FailureNote } from '../parts/failure-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { daysOfMonth, monthWords } from './months.ts';
import { PhoneLink } from './phone-link.tsx';
import css from './rota-panel.module.css';
import { durationWords } from './rota-words.ts';
import { stayWords } from './stay-words.ts';
import { VolunteerPanel } from './volunteer-panel.tsx';

interface HoursCardPanelProps {
  client: DeskClient;
  volunteerId: string;
  month: string;
  changes: number;
  mayChange: boolean;
  zone: string;
  onPrint: (card: HoursCard) => void;
  onClose: () => void;
}

/** One person's month, stay by stay, as the gates' logs show it. */
export function HoursCardPanel(props: HoursCardPanelProps) {
  const { client, volunteerId, month, changes, mayChange, zone, onPrint, onClose } = props;
  const [isEdited, setEdited] = useState(false);
  const asked = useAnswer(
    `${volunteerId} ${month}`,
    (signal) => client.readHoursCard({ volunteerId, ...daysOfMonth(month) }, signal),
    changes,
  );
  const card = asked.value;
  if (card && isEdited) {
    return (
      <VolunteerPanel
        client={client}
        before={card.volunteer}
        others={[]}
        mayChange
        onSaved={() => {
          setEdited(false);
          asked.askAgain();
        }}
        onClose={() => setEdited(false)}
      />
    );
  }
  return (
    <SidePanel
      label={say('rota-desk.card')}
      title={card?.volunteer.name ?? say('rota-desk.card')}
      about={[monthWords(month), card?.volunteer.unit].filter(Boolean).join(' ')}
      onClose={onClose}
    >
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      {!card && !asked.failure && <LoadingNote />}
      {card && (
        <>
          <p class={css.state}>
            <b>{durationWords(card.servedMinutes)}</b>
            {say('rota-desk.stays-count', { count: card.stays.length })}
          </p>
          <PhoneLink phone={card.volunteer.phone} />
          <div class={css.acts}>
            <DeskButton icon="print" onClick={() => onPrint(card)}>
              {say('rota-desk.print-card')}
            </DeskButton>
            {mayChange && (
              <DeskButton isStill icon="edit" onClick={() => setEdited(true)}>
                {say('contacts.change')}
              </DeskButton>
            )}
          </div>
          {card.stays.length > 0 && (
            <table class={table.table}>
              <thead>
                <tr>
                  <th scope="col">{say('rota-desk.day')}</th>
                  <th scope="col">{say('column.gate')}</th>
                  <th scope="col">{say('rota-desk.hours')}</th>
                </tr>
              </thead>
              <tbody>
                {card.stays.map((stay) => (
                  <tr key={`${stay.gateId} ${stay.from}`}>
                    <td>{formatDate(stay.from, zone)}</td>
                    <td>{stay.gateName}</td>
                    <td>{stayWords(stay, zone)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </SidePanel>
  );
}
