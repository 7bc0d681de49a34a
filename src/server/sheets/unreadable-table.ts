import type { ImportRefusal } from '../../protocol/imports.ts';

export type TableRefusal = Extract<
  ImportRefusal,
  'not-a-table' | 'password' | 'too-large' | 'damaged'
>;

/** Thrown wherever in a file it shows; whoever reads the table answers with `why`. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  readonly why: TableRefusal;

  constructor(why: TableRefusal) {
    super(why);
    this.why = why;
  }
}
