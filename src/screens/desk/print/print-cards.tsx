import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { GateCardAnswer } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { CARDS_A_SHEET, CardSheet } from './card-sheet.tsx';
import { PrintLayout } from './print-layout.tsx';

interface PrintCardsProps {
  client: DeskClient;
  places: readonly Place[];
  streetName: string;
  firstCompoundId: string;
}

export function PrintCards({ client, places, streetName, firstCompoundId }: PrintCardsProps) {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const [compoundId, setCompoundId] = useState(firstCompoundId);
  const [gateId, setGateId] = useState('');
  const compound = compounds.find(({ id }) => id === compoundId) ?? compounds[0];
  const gates = compound?.gates ?? [];
  const chosen = gates.filter(({ id }) => gateId === '' || id === gateId);
  const { cards, failure, askAgain } = useCards(
    client,
    chosen.map(({ id }) => id),
  );
  if (!compound) return <EmptyNote>{say('passes.no-gates')}</EmptyNote>;
  const sheets = Array.from({ length: Math.ceil((cards?.length ?? 0) / CARDS_A_SHEET) }, (_, at) =>
    (cards ?? []).slice(at * CARDS_A_SHEET, (at + 1) * CARDS_A_SHEET),
  );
  return (
    <PrintLayout
      orientation="portrait"
      isReady={cards !== null}
      about={cards ? say('print.cards-about', { count: cards.length }) : ''}
      options={
        <>
          <Select
            label={say('passes.compound')}
            value={compound.id}
            onChange={(id) => {
              setCompoundId(id);
              setGateId('');
            }}
          >
            {compounds.map(({ id, name, gates: its }) => (
              <option key={id} value={id}>
                {say('filter.compound-gates', { name, count: its.length })}
              </option>
            ))}
          </Select>
          <Select label={say('print.gate')} value={gateId} onChange={setGateId}>
            <option value="">{say('filter.all')}</option>
            {gates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </>
      }
      state={
        failure ? (
          <FailureNote why={failure} onAgain={askAgain} />
        ) : (
          cards === null && <LoadingNote />
        )
      }
    >
      {sheets.map((some, index) => (
        <CardSheet
          key={index}
          cards={some}
          streetName={streetName}
          page={say('print.page-of', { page: index + 1, of: sheets.length })}
        />
      ))}
    </PrintLayout>
  );
}

interface Cards {
  /** Null until all of them have come. */
  readonly cards: readonly GateCardAnswer[] | null;
  readonly failure: DeskFailure | null;
  readonly askAgain: () => void;
}

/** One after another: a compound has a handful of gates. */
function useCards(client: DeskClient, gateIds: readonly string[]): Cards {
  const key = gateIds.join(' ');
  const [got, setGot] = useState<{ key: string; cards: readonly GateCardAnswer[] } | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    setFailure(null);
    const fetchAll = async () => {
      const cards: GateCardAnswer[] = [];
      for (const gateId of gateIds) {
        const answer = await client.readGateCard(gateId, leaving.signal);
        if (leaving.signal.aborted) return;
        if (answer.kind === 'failed') {
          setFailure(answer.why);
          return;
        }
        cards.push(answer.value);
      }
      setGot({ key, cards });
    };
    void fetchAll();
    return () => leaving.abort();
  }, [client, key, attempt]);
  return {
    cards: got?.key === key ? got.cards : null,
    failure,
    askAgain: () => setAttempt(attempt + 1),
  };
}
