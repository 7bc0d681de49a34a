import { useMemo, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox, Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import type { CompoundOption } from '../parts/gate-options.ts';
import { QrCode } from '../parts/qr-code.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { PassDialog } from './pass-dialog.tsx';
import css from './resident-passes.module.css';
import { matchesPass, type ResidentPass, usePasses } from './use-passes.ts';

interface ResidentPassesProps {
  client: DeskClient;
  compounds: readonly CompoundOption[];
  /** Null: there is none. */
  chosen: CompoundOption | null;
  onChoose: (compoundId: string) => void;
}

const TILES = 24;

export function ResidentPasses(props: ResidentPassesProps) {
  const { client, compounds, chosen, onChoose } = props;
  const [text, setText] = useState('');
  const [shownCount, setShownCount] = useState(TILES);
  const [enlarged, setEnlarged] = useState<ResidentPass | null>(null);
  const { passes, isComplete, failure, fetchAgain } = usePasses(client, chosen?.id ?? null);
  const found = useMemo(() => passes.filter((pass) => matchesPass(pass, text)), [passes, text]);
  if (!chosen) return <EmptyNote>{say('passes.no-compounds')}</EmptyNote>;

  const choose = (id: string) => {
    onChoose(id);
    setShownCount(TILES);
  };
  const search = (typed: string) => {
    setText(typed);
    setShownCount(TILES);
  };
  return (
    <>
      <div class={css.choose}>
        <Select label={say('passes.compound')} value={chosen.id} onChange={choose}>
          {compounds.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <SearchBox
          label={say('passes.room')}
          hint={say('passes.room-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={search}
        />
      </div>
      {failure && <FailureNote why={failure} onAgain={fetchAgain} />}
      {found.length === 0 && isComplete && <EmptyNote>{say('passes.none')}</EmptyNote>}
      {found.length === 0 && !isComplete && !failure && <LoadingNote />}
      <ul class={css.tiles}>
        {found.slice(0, shownCount).map((pass) => (
          <li key={pass.rosterNumber}>
            <Tile pass={pass} onEnlarge={() => setEnlarged(pass)} />
          </li>
        ))}
      </ul>
      {found.length > shownCount && (
        <p class={css.more}>
          <DeskButton icon="down" isStill onClick={() => setShownCount(shownCount + TILES)}>
            {say('passes.more')}
          </DeskButton>
        </p>
      )}
      {enlarged && <PassDialog pass={enlarged} onClose={() => setEnlarged(null)} />}
    </>
  );
}

function Tile({ pass, onEnlarge }: { pass: ResidentPass; onEnlarge: () => void }) {
  return (
    <button type="button" class={css.tile} onClick={onEnlarge}>
      <QrCode text={pass.passText} />
      <span class={css.who}>
        <span class="vh">{say('passes.enlarge')}</span>
        <b>{pass.room}</b>
        <MaskedText text={pass.maskedName} />
      </span>
    </button>
  );
}
