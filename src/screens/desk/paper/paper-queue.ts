import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { PaperCalls } from '../../../desk-client/paper-calls.ts';
import type { PaperRow, PaperSheetSave } from '../../../protocol/paper-sheets.ts';

export type PaperSheetHead = Omit<PaperSheetSave, 'rows'>;

/** `waiting` and `undoing` are not yet known to be on the server. */
export type PaperRowState = 'waiting' | 'saved' | 'refused' | 'undoing' | 'undone';

/** A row that was entered, with the words that its line shows. */
export interface PaperLine {
  readonly sheet: PaperSheetHead;
  readonly row: PaperRow;
  readonly name: string;
  readonly room: string;
  readonly state: PaperRowState;
  /** Why it was refused, or why it could not be undone. */
  readonly why: DeskFailure | null;
}

/** Pass by themselves, or with the network. */
const PASSING: readonly DeskFailure[] = ['server-away', 'server-failed', 'too-many'];
const RETRY_MS = 4_000;

/**
 * Rows on their way to the server, in memory only: what was typed is nobody's business on this computer. Sent at
 * once, one after another as they were typed, and again until the server has them or says no.
 */
export class PaperQueue {
  readonly #calls: Pick<PaperCalls, 'savePaperSheet' | 'undoPaperRow'>;
  readonly #listeners = new Set<() => void>();
  #lines: readonly PaperLine[] = [];
  /** Sent at least once: the server may have them although no answer came. */
  readonly #sent = new Set<string>();
  #failure: DeskFailure | null = null;
  #isSending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(calls: Pick<PaperCalls, 'savePaperSheet' | 'undoPaperRow'>) {
    this.#calls = calls;
  }

  /** Newest first. */
  get lines(): readonly PaperLine[] {
    return this.#lines;
  }

  get pending(): number {
    return this.#lines.filter(isPending).length;
  }

  /** Why what is pending did not get through the last time. */
  get failure(): DeskFailure | null {
    return this.pending > 0 ? this.#failure : null;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(line: Pick<PaperLine, 'sheet' | 'row' | 'name' | 'room'>): void {
    this.#lines = [{ ...line, state: 'waiting', why: null }, ...this.#lines];
    this.#changed();
    void this.send();
  }

  /** A row that cannot have reached the server is forgotten at once. */
  undo(line: PaperLine): void {
    const known = this.#lines.find((one) => keyOf(one) === keyOf(line));
    if (!known || known.state === 'undone' || known.state === 'undoing') return;
    if (known.state === 'saved' || this.#sent.has(keyOf(known))) {
      this.#set(known, 'undoing');
      void this.send();
      return;
    }
    this.#lines = this.#lines.filter((one) => one !== known);
    this.#changed();
  }

  /** At once, also when the network is back. Never rejects. */
  async send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#retry);
    for (let next = this.#oldest(); next; next = this.#oldest()) {
      this.#failure = await this.#sendLine(next);
      if (this.#failure) break;
    }
    this.#isSending = false;
    if (this.pending > 0) this.#retry = setTimeout(() => void this.send(), RETRY_MS);
    this.#changed();
  }

  #oldest = (): PaperLine | undefined => this.#lines.findLast(isPending);

  /** Why the line is still pending; null: it is settled. */
  async #sendLine(line: PaperLine): Promise<DeskFailure | null> {
    const { sheet, row, state } = line;
    const key = keyOf(line);
    // Also before an undo when no answer came: there must be something to be undone.
    if (state === 'waiting' || this.#sent.has(key)) {
      this.#sent.add(key);
      const saved = await this.#calls.savePaperSheet({ ...sheet, rows: [row] });
      if (saved.kind === 'failed' && PASSING.includes(saved.why)) return saved.why;
      this.#sent.delete(key);
      if (saved.kind === 'failed') {
        this.#set(line, 'refused', saved.why);
        return null;
      }
      // Its undo may have been asked for while it was on its way: that comes next.
      if (this.#stateOf(line) === 'waiting') this.#set(line, 'saved');
      return null;
    }
    const { sheetId, gateId } = sheet;
    const undone = await this.#calls.undoPaperRow({ sheetId, gateId, number: row.number });
    if (undone.kind === 'failed' && PASSING.includes(undone.why)) return undone.why;
    if (undone.kind === 'answer') this.#set(line, 'undone');
    else this.#set(line, 'saved', undone.why);
    return null;
  }

  #stateOf = (line: PaperLine): PaperRowState | undefined =>
    this.#lines.find((one) => keyOf(one) === keyOf(line))?.state;

  #set(line: PaperLine, state: PaperRowState, why: DeskFailure | null = null): void {
    this.#lines = this.#lines.map((one) =>
      keyOf(one) === keyOf(line) ? { ...one, state, why } : one,
    );
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isPending = ({ state }: PaperLine): boolean => state === 'waiting' || state === 'undoing';

export const keyOf = ({ sheet, row }: Pick<PaperLine, 'sheet' | 'row'>): string =>
  `${sheet.sheetId}/${row.number}`;
