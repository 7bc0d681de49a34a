/** Numbers are sums and measurements; whatever is only written with digits is text. */
export type WrittenCell = string | number | null;
export type WrittenRow = readonly WrittenCell[];

export interface WrittenTable {
  readonly headings: readonly string[];
  /** Places behind the point, by index of each column of numbers. */
  readonly decimals: Readonly<Record<number, number>>;
  readonly pages: AsyncIterable<readonly WrittenRow[]>;
}
