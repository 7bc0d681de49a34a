const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 ' +
    '公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 ' +
    '拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰 ' +
    '歐陽 上官 司馬 東方 獨孤 南宮 聞人 諸葛 尉遲 公羊 赫連 慕容 鍾離 長孫 鮮于 軒轅 呼延 納蘭'
  ).split(' '),
);

/** Number of characters of the surname: 2 for 欧阳 and its like when something follows, else 1. */
export const surnameLength = (name: string): 1 | 2 =>
  Array.from(name).length > 2 && COMPOUND_SURNAMES.has(name.slice(0, 2)) ? 2 : 1;

export const surnameOf = (name: string): string =>
  Array.from(name).slice(0, surnameLength(name)).join('');

const HAN = /\p{Script=Han}/u;

/**
 * What may be shown of a name, ▇ standing for what is hidden: 周敬明 → 周▇明, 何静 → 何▇, 欧阳静 → 欧阳▇, Ann Lee → A▇ L▇.
 * Counts characters, not code units. Empty for an empty name.
 */
export function maskedNameText(name: string): string {
  const words = name.trim().split(/\s+/u);
  const characters = Array.from(words.join(''));
  if (characters.length <= 1) return characters.length === 0 ? '' : '▇';
  if (!HAN.test(characters[0] ?? '')) {
    return words.map((word) => `${Array.from(word)[0] ?? ''}▇`).join(' ');
  }
  const surname = surnameLength(characters.join(''));
  const last = characters.length > surname + 1 ? characters.at(-1) : '';
  return `${characters.slice(0, surname).join('')}▇${last ?? ''}`;
}
