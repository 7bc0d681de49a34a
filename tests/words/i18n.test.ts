import { describe, expect, it } from 'vitest';
import { chooseLocale } from '../../src/words/choose-locale.ts';
import { compileCatalogues } from '../../src/words/compile-catalogues.ts';
import {
  currentLocale,
  formatCountdown,
  formatDate,
  formatDateTime,
  formatDateWithYear,
  formatTime,
  formatTimeToSecond,
  loadWords,
  say,
  setZone,
} from '../../src/words/i18n.ts';
import { serverSay } from '../../src/words/server-words.ts';

describe('choosing a locale', () => {
  it.each([
    [['zh-CN'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-SG'], 'zh-CN'],
    [['zh-Hans-HK'], 'zh-CN'],
    [['zh-TW'], 'zh-TW'],
    [['zh-HK'], 'zh-TW'],
    [['zh-mo'], 'zh-TW'],
    [['zh-Hant-CN'], 'zh-TW'],
    [['en-GB', 'zh-CN'], 'en'],
    [['ug', 'zh-TW', 'en'], 'zh-TW'],
    [['fr', 'de'], 'zh-CN'],
    [[], 'zh-CN'],
  ] as const)('%j speaks %s', (languages, locale) => {
    expect(chooseLocale(languages, null)).toBe(locale);
  });

  it('follows the own choice before the browser', () => {
    expect(chooseLocale(['zh-CN'], 'en')).toBe('en');
  });
});

describe('saying', () => {
  it('speaks each locale once its words are loaded, the desk on top of the phone', async () => {
    await loadWords('zh-CN', 'phone');
    expect(say('verdict.stop')).toBe('止步');
    await loadWords('zh-TW', 'phone');
    expect([currentLocale(), say('verdict.check')]).toEqual(['zh-TW', '核對']);
    await loadWords('en', 'phone');
    await loadWords('en', 'desk');
    expect(say('verdict.pass')).toBe('PASS');
    expect(say('ledger.title')).not.toBe('ledger.title');
  });

  it('puts values in', async () => {
    await loadWords('zh-CN', 'phone');
    expect(say('scale.fever-line', { line: '37.3' })).toBe('发热线 37.3');
  });

  it('gives each caller on the server its own locale', () => {
    const [chinese, english] = [serverSay('zh-CN'), serverSay('en')];
    expect(english('ledger.total', { total: 1 })).toBe('1 entry');
    expect(english('ledger.total', { total: 3 })).toBe('3 entries');
    expect(chinese('ledger.title')).toBe('出入台账');
  });

  it('fails the build on a message that does not parse', () => {
    const { transform } = compileCatalogues();
    const id = '/app/src/words/phone/en.json';
    expect(() => transform('{"a.b":"{count, plural, one {x}"}', id)).toThrow();
    expect(transform('{"a.b":"{who} in"}', id)?.code).toBe('{"a.b":[["who"]," in"]}');
    expect(transform('{"a":1}', '/app/src/other.json')).toBeNull();
  });
});

describe('times', () => {
  const moment = Date.UTC(2022, 2, 29, 16, 7, 31);

  it("are the street's, whatever the machine's zone is", async () => {
    await loadWords('zh-CN', 'phone');
    setZone('Asia/Shanghai');
    expect(formatTime(moment)).toBe('00:07');
    expect(formatTimeToSecond(moment)).toBe('00:07:31');
    expect(formatDate(moment)).toBe('3月30日');
    expect(formatDateTime(moment)).toBe('3月30日 00:07');
    expect(formatTime(moment, 'Asia/Urumqi')).toBe('22:07');
    setZone('Asia/Urumqi');
    expect(formatDate(moment)).toBe('3月29日');
    setZone('Asia/Shanghai');
  });

  it('say the year where it may be another one, as each language writes dates', async () => {
    const said = async (locale: 'zh-CN' | 'zh-TW' | 'en') => {
      await loadWords(locale, 'phone');
      return [formatDateWithYear(moment), formatDate(moment)];
    };
    expect(await said('zh-TW')).toEqual(['2022年3月30日', '3月30日']);
    expect(await said('en')).toEqual(['30 March 2022', '30 March']);
    expect(await said('zh-CN')).toEqual(['2022年3月30日', '3月30日']);
  });

  it('count down in minutes and seconds and stop at nothing', () => {
    expect(formatCountdown(228_000)).toBe('3:48');
    expect(formatCountdown(500)).toBe('0:01');
    expect(formatCountdown(-1)).toBe('0:00');
  });
});
