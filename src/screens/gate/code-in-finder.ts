/** The pass, the gate card, a visitor's code and the invitation say at their beginning what they are. */
const beginnings = [/^K[PCV]\d:/i, /[#&]?join=/];

/** Longest thing that somebody looks for; also where a pasted code is told from slips of the finger. */
export const LONGEST_SEARCH = 40;

/** The code that was typed or pasted where people are looked for; null: it is something to look for. */
export function codeInFinder(typed: string): string | null {
  const text = typed.trim();
  return beginnings.some((beginning) => beginning.test(text)) ? text : null;
}
