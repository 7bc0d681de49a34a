import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type {
  ImportApply,
  ImportList,
  ImportRead,
  ImportState,
} from '../../../protocol/imports.ts';
import { importFailureWords } from './import-words.ts';

export interface Sending {
  readonly fileName: string;
  readonly sentBytes: number;
  readonly bytes: number;
}

export interface Imports {
  /** Newest first; null until the first answer. */
  readonly list: readonly ImportState[] | null;
  /** What the compounds have now. */
  readonly rosters: ImportList['rosters'];
  /** The one being worked on; null: a new one can begin. */
  readonly current: ImportState | null;
  /** The file on its way from this page. */
  readonly sending: Sending | null;
  readonly isBusy: boolean;
  readonly failure: { readonly why: DeskFailure; readonly sentence: string | null } | null;
  readonly send: (file: File, placeId: string) => void;
  /** What was sent of it stands in the list, to be discarded. */
  readonly stopSending: () => void;
  readonly readAgain: (read: ImportRead) => void;
  readonly apply: (apply: ImportApply) => void;
  readonly discard: (importId: string) => void;
  readonly takeBack: (importId: string) => void;
  /** Null puts the current one aside; the server keeps it. */
  readonly open: (importId: string | null) => void;
  readonly askAgain: () => void;
}

const PACE_MS = 1000;

const isUnderWay = ({ state }: ImportState): boolean =>
  state === 'receiving' || state === 'reading' || state === 'applying';

/** Imports of one kind, and the one under way: on coming back to the screen it is where it was. */
export function useImports(
  client: DeskClient,
  what: ImportState['what'],
  onApplied: () => void,
): Imports {
  const [list, setList] = useState<readonly ImportState[] | null>(null);
  const [rosters, setRosters] = useState<ImportList['rosters']>([]);
  const [current, setCurrent] = useState<ImportState | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Imports['failure']>(null);
  const [attempt, setAttempt] = useState(0);
  const [tries, setTries] = useState(0);
  const isFirst = useRef(true);
  const leavingSend = useRef<AbortController | null>(null);

  const fail = ({ why, detail }: { why: DeskFailure; detail: string | null }) =>
    setFailure({ why, sentence: importFailureWords(why, detail) });
  // What is only fetched is fetched again by itself.
  const away = ({ why }: { why: DeskFailure }) => setFailure({ why, sentence: null });
  const take = (next: ImportState) => {
    setCurrent(next);
    setFailure(null);
    if (next.state === 'applied' || next.state === 'taken-back') onApplied();
    // What ended stands in the list with its end.
    if (!isUnderWay(next) && next.state !== 'preview') setAttempt((count) => count + 1);
  };

  useEffect(() => {
    const leaving = new AbortController();
    client.readImports(leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.kind === 'failed') return away(answer);
      const imports = answer.value.imports.filter((one) => one.what === what);
      setList(imports);
      setRosters(answer.value.rosters);
      if (!isFirst.current) return;
      isFirst.current = false;
      const open = imports.find((one) => isUnderWay(one) || one.state === 'preview') ?? null;
      setCurrent(open);
      if (open?.state === 'preview' && open.notApplied) {
        fail({ why: 'refused', detail: open.notApplied });
      }
    });
    return () => leaving.abort();
  }, [client, what, attempt]);

  useEffect(() => {
    if (!current || !isUnderWay(current) || isBusy) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      client.readImport(current.importId, leaving.signal).then((answer) => {
        if (leaving.signal.aborted) return;
        if (answer.kind === 'failed') {
          away(answer);
          setTries((count) => count + 1);
          return;
        }
        take(answer.value);
        // Back from applying, with what would be done now instead.
        if (current.state === 'applying' && answer.value.state === 'preview') {
          fail({ why: 'refused', detail: answer.value.notApplied });
        }
      });
    }, PACE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [client, current, isBusy, tries]);

  const run = async (act: () => Promise<Answer<ImportState>>) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const answer = await act();
    setBusy(false);
    if (answer.kind === 'answer') return take(answer.value);
    fail(answer);
    // The street went on meanwhile: what is shown is no longer what would be done.
    if (answer.why === 'refused' && current) {
      const now = await client.readImport(current.importId);
      if (now.kind === 'answer') setCurrent(now.value);
    }
  };
  const discard = async (importId: string) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const answer = await client.discardImport(importId);
    setBusy(false);
    if (answer.kind === 'failed') return fail(answer);
    setList(answer.value.imports.filter((one) => one.what === what));
    if (current?.importId === importId) setCurrent(null);
  };
  const send = (file: File, placeId: string) => {
    const fileName = file.name;
    const onProgress = (sentBytes: number) => setSending({ fileName, sentBytes, bytes: file.size });
    onProgress(0);
    // Goes on while another section is in view: nothing is lost by looking something up.
    const start = { what, placeId, fileName: fileName.slice(0, 200) };
    const leaving = new AbortController();
    leavingSend.current = leaving;
    void run(() => client.sendImport(file, start, onProgress, leaving.signal)).then(() => {
      setSending(null);
      if (!leaving.signal.aborted) return;
      setFailure(null);
      setAttempt((count) => count + 1);
    });
  };
  return {
    list,
    rosters,
    current,
    sending,
    isBusy,
    failure,
    send,
    stopSending: () => leavingSend.current?.abort(),
    readAgain: (read) => current && void run(() => client.readImportAgain(current.importId, read)),
    apply: (apply) => current && void run(() => client.applyImport(current.importId, apply)),
    discard: (importId) => void discard(importId),
    takeBack: (importId) => void run(() => client.takeBackImport(importId)),
    open: (importId) => {
      setFailure(null);
      setCurrent(list?.find((one) => one.importId === importId) ?? null);
      if (importId === null) setAttempt((count) => count + 1);
    },
    askAgain: useCallback(() => {
      setFailure(null);
      setAttempt((count) => count + 1);
    }, []),
  };
}
