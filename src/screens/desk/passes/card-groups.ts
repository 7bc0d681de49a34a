/** Without the prefix, which need not be typed: seven groups of four. */
export const cardGroups = (text: string): string[] =>
  text.replace(/^KC\d:/, '').match(/.{1,4}/g) ?? [];
