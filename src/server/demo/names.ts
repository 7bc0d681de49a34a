import type { SeededRandom } from './seeded-random.ts';

const SURNAMES =
  '王王王李李李张张张刘刘陈陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤单解';
const COMPOUND_SURNAMES = ['欧阳', '上官', '司马', '诸葛', '慕容'];
const FIRST = '建国志文晓小玉秀桂春海永明德立金宝庆新家子雨思佳梦俊天伟嘉若诗书云长丽乐';
const LAST = '明华强军平芳兰英敏静娟丽霞燕红梅涛磊鹏杰浩宇轩涵宁欣怡然琪博辰阳山林生祥福荣贵珍凤';

/** A made-up name; a third of given names have one character. */
export function madeUpName(random: SeededRandom, surname?: string): string {
  const family =
    surname ??
    (random.chance(0.008) ? random.pick(COMPOUND_SURNAMES) : random.pick(Array.from(SURNAMES)));
  const last = random.pick(Array.from(LAST));
  return random.chance(0.3) ? family + last : family + random.pick(Array.from(FIRST)) + last;
}

/** 154 is given to no operator, so that these can be nobody's numbers. */
export const madeUpMobile = (random: SeededRandom): string =>
  `1540000${String(random.between(0, 9999)).padStart(4, '0')}`;
