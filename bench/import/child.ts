/** What one reading cost, in a process of its own. */
export interface Cost {
  readonly rows: number;
  readonly seconds: number;
  /** The most memory that the process ever had resident. */
  readonly peakBytes: number;
}

/** Measures the work on the file named as the first argument and tells the parent process. */
export async function measure(work: (file: string) => Promise<number>): Promise<void> {
  const begun = performance.now();
  const rows = await work(process.argv[2] ?? '');
  const cost: Cost = {
    rows,
    seconds: (performance.now() - begun) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(cost);
  process.disconnect?.();
}
