import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { HoursCard } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { HoursCardPanel } from './hours-card-panel.tsx';
import { HoursTable } from './hours-table.tsx';
import { daysOfMonth, monthsBefore, monthWords } from './months.ts';
import { PeopleList } from './people-list.tsx';

interface HoursProps {
  client: DeskClient;
  today: string;
  month: string;
  changes: number;
  mayChange: boolean;
  zone: string;
  onMonth: (month: string) => void;
  onPrint: (card: HoursCard) => void;
}

const MONTHS = 13;

/** What everybody should have served in a month, what the gates' logs show, and turns nobody came to. */
export function Hours(props: HoursProps) {
  const { client, today, month, changes, mayChange, zone, onMonth, onPrint } = props;
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const asked = useAnswer(month, (signal) => client.readHours(daysOfMonth(month), signal), changes);
  const close = () => {
    focusRow(selectedId);
    setSelectedId(null);
  };
  return (
    <PeopleList
      label={say('rota-desk.view-hours')}
      hint={say('rota-desk.hours-hint')}
      asked={asked}
      people={asked.value?.people ?? null}
      finds={({ name, unit }, text) => {
        const wanted = text.trim().toLowerCase();
        return [name, unit].some((part) => part.toLowerCase().includes(wanted));
      }}
      none={say('rota-desk.no-hours')}
      before={
        <Select
          label={say('rota-desk.month')}
          value={month}
          onChange={(next) => {
            setSelectedId(null);
            onMonth(next);
          }}
        >
          {monthsBefore(today, MONTHS).map((one) => (
            <option key={one} value={one}>
              {monthWords(one)}
            </option>
          ))}
        </Select>
      }
      panel={
        selectedId && (
          <HoursCardPanel
            key={selectedId}
            client={client}
            volunteerId={selectedId}
            month={month}
            changes={changes}
            mayChange={mayChange}
            zone={zone}
            onPrint={onPrint}
            onClose={close}
          />
        )
      }
      table={(shown, found, isShort) => (
        <HoursTable
          label={monthWords(month)}
          shown={shown}
          found={found}
          isShort={isShort}
          selectedId={selectedId}
          onSelect={setSelectedId}
        />
      )}
    />
  );
}
