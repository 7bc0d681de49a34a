import type { CodeRead } from './code-read.ts';

export type Confirm = (read: CodeRead | null) => CodeRead | null;

const mostWaiting = 8;

/** A read that cannot stand by itself waits until another attempt says the same text. */
export function createConfirm(): Confirm {
  const unsure = new Set<string>();
  return (read) => {
    if (read === null || read.isSure || unsure.has(read.text)) return read;
    unsure.add(read.text);
    const [oldest] = unsure;
    if (unsure.size > mostWaiting && oldest !== undefined) unsure.delete(oldest);
    return null;
  };
}
