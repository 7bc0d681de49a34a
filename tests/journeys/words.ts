import { loadWords, say } from '../../src/words/i18n.ts';
import { serverSay } from '../../src/words/server-words.ts';

await loadWords('zh-CN', 'phone');

/** The text of a message as the phone says it: journeys break with behaviour, not with wording. */
export const word = say;
/** As the desk and its exports say it. */
export const deskWord = serverSay('zh-CN');
