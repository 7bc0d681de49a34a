/** What is not asked for stands as each bench has it. */
export interface BenchOptions {
  readonly json: boolean;
  readonly rounds?: number;
  readonly rows?: number;
  readonly phones?: number;
  readonly gates?: number;
  readonly days?: number;
  /** Names of cases, with commas between them; empty: all. */
  readonly only?: string;
}

export const isWanted = (name: string, only: string): boolean =>
  only === '' || only.split(',').includes(name);
