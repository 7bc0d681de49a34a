/** A code as it was read, by which way in, at a time of one steady clock. */
export interface CodeSeen {
  readonly text: string;
  readonly by: 'camera' | 'keys';
  readonly atMs: number;
}

/** The camera and a scanner that types both see a code that is held up: the second of them adds nothing. */
export const isEcho = (seen: CodeSeen, before: CodeSeen | null, windowMs: number): boolean =>
  before !== null &&
  before.by !== seen.by &&
  before.text === seen.text &&
  seen.atMs - before.atMs <= windowMs;
