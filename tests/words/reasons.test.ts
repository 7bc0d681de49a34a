import { expect, test } from 'vitest';
import { REASON_CODES } from '../../src/domain/reason.ts';
import deskEn from '../../src/words/desk/en.json' with { type: 'json' };
import deskCn from '../../src/words/desk/zh-CN.json' with { type: 'json' };
import deskTw from '../../src/words/desk/zh-TW.json' with { type: 'json' };
import phoneEn from '../../src/words/phone/en.json' with { type: 'json' };
import phoneCn from '../../src/words/phone/zh-CN.json' with { type: 'json' };
import phoneTw from '../../src/words/phone/zh-TW.json' with { type: 'json' };

test.each([
  ['zh-CN', phoneCn, deskCn],
  ['zh-TW', phoneTw, deskTw],
  ['en', phoneEn, deskEn],
])(
  'no reason lacks its sentence at the gate and its words in the ledger in %s',
  (_, phone, desk) => {
    expect(REASON_CODES.filter((code) => !(`reason.${code}` in phone))).toEqual([]);
    expect(REASON_CODES.filter((code) => !(`register.reason-${code}` in desk))).toEqual([]);
  },
);
