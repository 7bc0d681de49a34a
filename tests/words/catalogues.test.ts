import { readFileSync } from 'node:fs';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { readSource } from './source-messages.ts';

const read = (part: string, locale: string): Record<string, string> =>
  JSON.parse(
    readFileSync(new URL(`../../src/words/${part}/${locale}.json`, import.meta.url), 'utf8'),
  );

const parts = ['phone', 'desk', 'visit'] as const;
const translations = ['zh-TW', 'en'] as const;

/** Names in braces with their kind, in any depth of plurals and selects. */
function placeholders(tokens: CompiledMessage): string[] {
  const found = tokens.flatMap((token) => {
    if (typeof token === 'string' || token[0] === '#') return [];
    const [name, kind, choices] = token;
    const inner =
      choices && typeof choices === 'object'
        ? Object.values(choices).flatMap((choice) =>
            Array.isArray(choice) ? placeholders(choice as CompiledMessage) : [],
          )
        : [];
    return [kind === 'plural' ? `${name}` : `${name}${kind ? ` ${kind}` : ''}`, ...inner];
  });
  return [...new Set(found)].sort();
}

const simplifiedOnly =
  '们这个为说时间问门开关车东马鸟鱼见长贝风飞龙业义乡书买卖乱产亲亿仅从仓优会伟传伤体余侦俩债倾储儿党兰兴养兽内冈册写军农冲决况冻净凉减几凤击创删剂剑剧劝办务动励劳势区医华协单卫厂厅历厉压厌县参双发变叠叶号叹吗员响唤团园围国图圆圣场坏块坚垒处备复够头夹夺奋奖妇妈学宁实审宽宾寻导寿将尔尘尝层属岁岛峡币师带帮库应庙废张弹强归当录彻径忆忧怀态总恳恶悬惊惯愤戏战户扑执扩扫扬扰抚抛抢护报担拟拥择挂挡挤挥损换据掷揽携摄撑敌数断无旧显晓术机杀杂权条来杨极构枪柜标栏树样档桥梦检楼横欢欧毁毕气汇汉汤沟没泪泽洁浅测济浏浓涂润涨渐温湾湿满滚灭灯灵灾炉点炼热爱爷牵状独狭猎环现琐电画畅疗痒痴盐监盖盘矿码确离种积称稳穷窃竞笔签简类粮紧纠红纤约级纪纯纸级线组细终绍经结给络绝统继绩绪续维绵绿缓编缘缝缩网罗罚职联聪肃肠肤肾胀胜脉脏脑脚脱脸节芦苏荐药获营虑虽虾蚀补装见规视览觉触计订认讨让训议讯记讲许论设访证评识诉词译试诗诚话询该详语误请读调谁谈谢谨谱贡财责败账货质贩贪购贯贴贵贷费资赏赔赖赶趋跃践车轨转轮软轻载较辅辆辈输辖边达迁过迈运还进远违连迟适选递逻遗邓邮郑释钉针钟钢钥钱铁铃铜银铺链锁锅错键锻镇闪闭闲间闷闹闻阅队阳阴阵阶际陆陈险随隐难雾静顶项顺须顾预领频题颜额风饭饮饰饱饿馆马驱驶验骂骑鱼鲜鸡黄齐齿龄'.replace(
    /[册余夹强没户横涂杰]/g,
    '',
  );

describe.each(parts)('the %s catalogue', (part) => {
  const source = read(part, 'zh-CN');

  it('has ids in kebab-case with dots, sorted', () => {
    const ids = Object.keys(source);
    expect(
      ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/.test(id)),
    ).toEqual([]);
    expect(ids).toEqual([...ids].sort());
  });

  it.each(translations)('says the same things in %s', (locale) => {
    expect(Object.keys(read(part, locale))).toEqual(Object.keys(source));
  });

  it.each(['zh-CN', ...translations])('leaves nothing empty in %s and parses whole', (locale) => {
    for (const [id, text] of Object.entries(read(part, locale))) {
      expect(text.trim(), id).not.toBe('');
      expect(() => compileMessageOrThrow(text), id).not.toThrow();
    }
  });

  it.each(translations)('puts in the same values in %s', (locale) => {
    const translated = read(part, locale);
    for (const [id, text] of Object.entries(source)) {
      expect(placeholders(compileMessageOrThrow(translated[id] ?? '')), id).toEqual(
        placeholders(compileMessageOrThrow(text)),
      );
    }
  });

  it('has no character in zh-TW that exists only in simplified writing', () => {
    const wrong = Object.entries(read(part, 'zh-TW')).flatMap(([id, text]) =>
      Array.from(text)
        .filter((character) => simplifiedOnly.includes(character))
        .map((c) => `${id}: ${c}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no Chinese left in en, apart from names', () => {
    const wrong = Object.entries(read(part, 'en')).filter(([, text]) =>
      /\p{Script=Han}/u.test(text),
    );
    expect(wrong.map(([id]) => id)).toEqual([]);
  });
});

describe('messages and the source', () => {
  const known = new Set(parts.flatMap((part) => Object.keys(read(part, 'zh-CN'))));
  const { quoted, said } = readSource();

  it('knows every id that is said', () => {
    expect([...said].filter((id) => !known.has(id)).sort()).toEqual([]);
  });

  it('has a message for every composed id', () => {
    const ids = [...known];
    const composed = [...quoted.prefixes].filter((start) => /^[a-z]/.test(start));
    expect(composed.length).toBeGreaterThan(0);
    const headed = new Set(ids.map((id) => id.slice(0, id.indexOf('.') + 1)));
    const missing = composed
      .filter((start) => headed.has(start.slice(0, start.indexOf('.') + 1)))
      .filter((start) => !ids.some((id) => id.startsWith(start)));
    expect(missing).toEqual([]);
  });

  it('keeps no message that nothing says', () => {
    const unused = [...known].filter(
      (id) => !quoted.ids.has(id) && ![...quoted.prefixes].some((start) => id.startsWith(start)),
    );
    expect(unused.sort()).toEqual([]);
  });

  it('has no id in both catalogues', () => {
    const phone = new Set(Object.keys(read('phone', 'zh-CN')));
    expect(Object.keys(read('desk', 'zh-CN')).filter((id) => phone.has(id))).toEqual([]);
  });
});
