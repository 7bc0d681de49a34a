/** Half characters, which UTF-8 cannot hold, become U+FFFD: String.toWellFormed is newer than our oldest browsers. */
export const wellFormedText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
