import { createHash } from 'node:crypto';

/** What happened, step by step, in words that are the same in every run of the same seed: no ids, no real time. */
export class Trace {
  readonly lines: string[] = [];
  readonly #within = new Map<string, string[]>();

  /** Within a step; phones may act at the same time, their lines are kept apart. */
  note(phone: string, line: string): void {
    const lines = this.#within.get(phone) ?? [];
    lines.push(`  ${phone} ${line}`);
    this.#within.set(phone, lines);
  }

  step(line: string): void {
    this.lines.push(line);
    for (const phone of [...this.#within.keys()].sort()) {
      this.lines.push(...(this.#within.get(phone) ?? []));
    }
    this.#within.clear();
  }

  get digest(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex').slice(0, 16);
  }
}
