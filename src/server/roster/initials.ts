import { pinyin } from 'pinyin-pro';

/** Names with many polyphonic characters would multiply without end. */
const MAX_READINGS = 12;

/** Of every character that was met: a street's names are made of some two thousand. */
const firstLetters = new Map<string, readonly string[]>();

function firstLettersOf(character: string): readonly string[] {
  const known = firstLetters.get(character);
  if (known) return known;
  const letters = pinyin(character, {
    multiple: true,
    pattern: 'first',
    toneType: 'none',
    type: 'array',
  });
  firstLetters.set(character, letters);
  return letters;
}

/** First letters of all readings of one character, in capitals; itself when it is a Latin letter or digit. */
function readingsOf(character: string, likeliest: string): string[] {
  if (!/\p{Script=Han}/u.test(character)) {
    return [character.normalize('NFD').charAt(0).toUpperCase()];
  }
  // 'first' may be empty for syllables that have only a vowel and gives the character when unknown.
  const letters = [likeliest, ...firstLettersOf(character)].map((one) =>
    one.charAt(0).toUpperCase(),
  );
  return [...new Set(letters)].filter((letter) => /^[A-Z]$/.test(letter));
}

/**
 * Pinyin initials of a name by every reading of its characters, the likeliest first, surnames read as
 * surnames: 单明 → ['SM', 'DM', 'CM']. Of Latin names the first letter of every word.
 */
export function initialsOf(name: string): string[] {
  const signs = Array.from(
    name.replace(/([\p{Script=Latin}])[\p{Script=Latin}\p{M}'’-]*/gu, '$1'),
  ).filter((sign) => /[\p{Script=Han}\p{Script=Latin}0-9]/u.test(sign));
  const likely = pinyin(signs.join(''), {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'spaced',
  });
  let readings = [''];
  for (const [index, sign] of signs.entries()) {
    const letters = readingsOf(sign, likely[index] ?? '');
    if (letters.length === 0) continue;
    readings = letters.flatMap((letter) => readings.map((begun) => begun + letter));
    readings = readings.slice(0, MAX_READINGS);
  }
  return readings[0] === '' ? [] : readings;
}
