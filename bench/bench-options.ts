/** What is not asked for stands as each bench has it. */
export interface BenchOptions {
  readonly json: boolean;
  readonly rounds?: number;
  readonly rows?: number;
}
