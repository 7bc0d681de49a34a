const DIGITS = '〇一二三四五六七八九';
const RUN = /[〇零一二三四五六七八九十百两兩廿]+/g;

/** 五零一 → '501', 十二 → '12', 二十 → '20', 一百零三 → '103'. */
export function digitsOf(numeral: string): string {
  const signs = numeral
    .replace(/零/g, '〇')
    .replace(/[两兩]/g, '二')
    .replace(/廿/g, '二十');
  if (!/[十百]/.test(signs)) {
    return Array.from(signs, (sign) => DIGITS.indexOf(sign)).join('');
  }
  const parts =
    /^(?:([一二三四五六七八九])?百)?〇?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
      signs,
    );
  if (!parts) return numeral;
  const [, hundreds, tens, ten, ones] = parts;
  const value = (sign: string | undefined): number =>
    sign === undefined ? 0 : DIGITS.indexOf(sign);
  const isHundred = signs.includes('百');
  const sum =
    (isHundred ? value(hundreds ?? '一') * 100 : 0) +
    (ten === undefined ? 0 : value(tens ?? '一') * 10) +
    value(ones);
  return String(sum);
}

export const withoutChineseNumerals = (text: string): string =>
  text.replace(RUN, (numeral) => digitsOf(numeral));
