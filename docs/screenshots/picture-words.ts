import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Locale = 'zh-CN' | 'zh-TW' | 'en';

const WORDS_DIR = join(import.meta.dirname, '../../src/words');

/** Messages without values, as the screens say them. @throws on an id that no catalogue has. */
export function wordsOf(
  locale: Locale,
  catalogue: 'phone' | 'desk' = 'phone',
): (id: string) => string {
  const file = join(WORDS_DIR, catalogue, `${locale}.json`);
  const messages: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  return (id) => {
    const message = messages[id];
    if (message === undefined) throw new Error(`no message ${id} in ${locale}`);
    return message;
  };
}
