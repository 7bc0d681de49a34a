import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { MapChange, StreetMap } from '../../../protocol/today.ts';
import { say } from '../../../words/i18n.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { useAnswer } from '../parts/use-answer.ts';
import type { Spot } from './schematic-map.ts';

/** A gate that is dragged is saved when it rests. */
const REST_MS = 400;

export interface StreetMapKept {
  /** Null: not known yet. */
  readonly map: StreetMap | null;
  /** Of gates that somebody placed, those just moved among them. */
  readonly spots: ReadonlyMap<string, Spot>;
  /** Why the last change was not kept, in words. */
  readonly problem: string | null;
  readonly move: (gateId: string, spot: Spot) => void;
  readonly change: (change: Exclude<MapChange, { kind: 'place' }>) => void;
  readonly savePicture: (picture: Uint8Array<ArrayBuffer>) => void;
}

/** The street's map as the server has it, and what this desk changes on it, one by one. */
export function useStreetMap(client: DeskClient, changes: number): StreetMapKept {
  const asked = useAnswer('map', client.readMap, changes);
  const [kept, setKept] = useState<{ after: StreetMap | null; now: StreetMap } | null>(null);
  const [moved, setMoved] = useState<ReadonlyMap<string, Spot>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const resting = useRef(new Map<string, { timer: ReturnType<typeof setTimeout>; spot: Spot }>());
  const map = kept && kept.after === asked.value ? kept.now : asked.value;
  const before = useRef(asked.value);
  before.current = asked.value;

  const take = (answer: Answer<StreetMap>): boolean => {
    if (answer.kind === 'answer') {
      setKept({ after: before.current, now: answer.value });
      setProblem(null);
      return true;
    }
    const isPicture = answer.why === 'refused';
    setProblem(
      (isPicture ? say('today.picture-refused') : notDoneWords(answer.why)) ??
        say(`failure.${answer.why}`),
    );
    return false;
  };
  const save = async (gateId: string, spot: Spot) => {
    resting.current.delete(gateId);
    take(await client.changeMap({ kind: 'place', gateId, ...spot }));
    setMoved((was) => {
      if (was.get(gateId) !== spot) return was;
      const rest = new Map(was);
      rest.delete(gateId);
      return rest;
    });
  };
  const move = (gateId: string, spot: Spot) => {
    setMoved((was) => new Map(was).set(gateId, spot));
    clearTimeout(resting.current.get(gateId)?.timer);
    const timer = setTimeout(() => void save(gateId, spot), REST_MS);
    resting.current.set(gateId, { timer, spot });
  };
  useEffect(
    () => () => {
      for (const [gateId, { timer, spot }] of resting.current) {
        clearTimeout(timer);
        void client.changeMap({ kind: 'place', gateId, ...spot });
      }
    },
    [client],
  );
  const spots = useMemo(
    () =>
      new Map<string, Spot>([
        ...(map?.positions ?? []).map(({ gateId, x, y }): [string, Spot] => [gateId, { x, y }]),
        ...moved,
      ]),
    [map, moved],
  );
  return {
    map,
    spots,
    problem,
    move,
    change: (wanted) => void client.changeMap(wanted).then(take),
    savePicture: (picture) => void client.saveMapPicture(picture).then(take),
  };
}
