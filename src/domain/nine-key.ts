const KEYS = '22233344455566677778889999';

/** The phone key of a letter A–Z, either case; any other character is returned as it is. */
export function nineKeyOf(character: string): string {
  const code = character.toUpperCase().charCodeAt(0) - 65;
  return character.length === 1 ? (KEYS[code] ?? character) : character;
}
