import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { IssuedPass } from '../../../protocol/passes.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox, Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import css from './issued-passes.module.css';
import { PassDialog } from './pass-dialog.tsx';
import { useIssuedPasses } from './use-issued-passes.ts';
import { type Validity, ValiditySelect, validDaysOf } from './validity-select.tsx';

interface IssuedPassesProps {
  client: DeskClient;
  kind: IssuedPass['kind'];
  /** Places with a roster of their own; at least one. */
  compounds: readonly Place[];
  chosen: Place;
  validity: Validity;
  zone: string;
  onChoose: (compoundId: string) => void;
  onValidity: (validity: Validity) => void;
}

export function IssuedPasses(props: IssuedPassesProps) {
  const { client, kind, compounds, chosen, validity, zone, onChoose, onValidity } = props;
  const [text, setText] = useState('');
  const [enlarged, setEnlarged] = useState<IssuedPass | null>(null);
  const valid = validDaysOf(validity);
  const search = { compoundId: chosen.id, kind, text: text.trim(), ...valid };
  const { found, isFetching, failure, fetchMore, fetchAgain, putReplaced } = useIssuedPasses(
    client,
    search,
  );
  return (
    <>
      <div class={css.choose}>
        <Select label={say('passes.compound')} value={chosen.id} onChange={onChoose}>
          {compounds.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <SearchBox
          label={say(kind === 'household' ? 'passes.room-only' : 'passes.room')}
          hint={say('passes.room-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={setText}
        />
        <ValiditySelect value={validity} onChange={onValidity} />
        <p class={css.total} role="status">
          {found ? say('passes.total', { count: found.total }) : ''}
        </p>
      </div>
      {failure && <FailureNote why={failure} onAgain={fetchAgain} />}
      {found?.passes.length === 0 &&
        (search.text === '' ? (
          <EmptyNote to="roster">{say('passes.no-roster', { compound: chosen.name })}</EmptyNote>
        ) : (
          <EmptyNote>{say('passes.none')}</EmptyNote>
        ))}
      {!found && !failure && <LoadingNote />}
      {found && (
        <ul class={css.tiles}>
          {found.passes.map((pass) => (
            <li key={pass.passNumber}>
              <Tile pass={pass} onEnlarge={() => setEnlarged(pass)} />
            </li>
          ))}
        </ul>
      )}
      {found?.next && (
        <p class={css.more}>
          <DeskButton icon="down" isStill isBusy={isFetching} onClick={fetchMore}>
            {say('passes.more')}
          </DeskButton>
        </p>
      )}
      {enlarged && (
        <PassDialog
          client={client}
          pass={enlarged}
          validDays={valid}
          zone={zone}
          onReplaced={(pass) => {
            putReplaced(enlarged.passNumber, pass);
            setEnlarged(pass);
          }}
          onClose={() => setEnlarged(null)}
        />
      )}
    </>
  );
}

function Tile({ pass, onEnlarge }: { pass: IssuedPass; onEnlarge: () => void }) {
  return (
    <button type="button" class={css.tile} onClick={onEnlarge}>
      <QrCode text={pass.passText} />
      <span class={css.code}>{pass.passCode}</span>
      <span class={css.who}>
        <span class="vh">{say('passes.enlarge')} </span>
        <b>{pass.room}</b>
        {pass.kind === 'household' ? (
          <span>{say('passes.whole-household')}</span>
        ) : (
          <MaskedText text={pass.maskedName} />
        )}
      </span>
    </button>
  );
}
