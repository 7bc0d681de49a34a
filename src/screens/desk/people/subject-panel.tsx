import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { PLATE_LIMIT } from '../../../domain/entry.ts';
import { checkIdNumber } from '../../../domain/id-number.ts';
import type { MarkSubject } from '../../../domain/mark.ts';
import { checkPlate } from '../../../domain/plate.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { ResidentBox } from '../parts/resident-box.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import css from './mark-panel.module.css';

interface SubjectPanelProps {
  client: DeskClient;
  placeId: string;
  onChoose: (subject: MarkSubject, who: string) => void;
  onClose: () => void;
}

const KINDS = ['resident', 'household', 'plate', 'id-number'] as const;
type Kind = (typeof KINDS)[number];

/** Whom a new mark is about. */
export function SubjectPanel({ client, placeId, onChoose, onClose }: SubjectPanelProps) {
  const [kind, setKind] = useState<Kind>('resident');
  const [text, setText] = useState('');
  const typed = text.trim();
  const checked = kind === 'plate' ? checkPlate(typed) : checkIdNumber(typed, client.now());
  const choose = () => {
    if (typed === '') return;
    const normal = checked.kind === 'ok' ? checked.normal : typed;
    onChoose(
      kind === 'plate' ? { kind, plate: normal } : { kind: 'id-number', idNumber: normal },
      normal,
    );
  };
  const isTyped = kind === 'plate' || kind === 'id-number';
  return (
    <SidePanel label={say('people.add')} title={say('people.whom')} onClose={onClose}>
      <Choice<Kind>
        label={say('people.kind')}
        value={kind}
        options={KINDS.map((value) => ({ value, face: say(`people.kind-${value}`) }))}
        onChange={(next) => {
          setKind(next);
          setText('');
        }}
      />
      {isTyped ? (
        <>
          <TextBox
            key={kind}
            label={say(`people.kind-${kind}`)}
            value={text}
            maxLength={kind === 'plate' ? PLATE_LIMIT : 40}
            onChange={setText}
            onEnter={choose}
          />
          {typed.length > 5 && checked.kind === 'odd' && (
            <p class={css.odd}>{say(`people.odd-${kind}`)}</p>
          )}
          <p>
            <DeskButton isMain onClick={choose}>
              {say('people.go-on')}
            </DeskButton>
          </p>
        </>
      ) : (
        <>
          <ResidentBox
            key={kind}
            client={client}
            label={say('people.find-resident')}
            placeId={placeId}
            onChoose={({ rosterNumber, householdId, room, maskedName }) =>
              kind === 'resident'
                ? onChoose({ kind, rosterNumber }, `${room} ${maskedName}`)
                : onChoose({ kind: 'household', householdId }, room)
            }
          />
          <p class={css.hint}>{say(`people.hint-${kind}`)}</p>
        </>
      )}
    </SidePanel>
  );
}
