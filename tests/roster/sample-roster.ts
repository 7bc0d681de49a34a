import type { RosterSource } from '../../src/roster/roster-file.ts';

const house = (id: number, label: string, colour: 'green' | 'yellow' | 'blue' = 'green') => {
  const [building = '', unit = '', room = ''] = label.split('-');
  return { id, building, unit, room, label, colour, passNumber: id === 12 ? null : 90_000 + id };
};
const person = (
  rosterNumber: number,
  householdId: number,
  name: string,
  initials: string[],
  phoneTail: string,
  relation = '',
) => ({
  rosterNumber,
  householdId,
  name,
  initials,
  phoneTail,
  relation,
  passNumber: 70_000 + rosterNumber,
});

/** The people of the pictures of the finder. */
export const sampleSource: RosterSource = {
  generation: 41,
  compoundId: 'wutongli',
  compoundName: '梧桐里小区',
  households: [
    house(9, '13-1-502', 'yellow'),
    house(1, '3-1-502'),
    house(4, '11-1-104', 'blue'),
    house(3, '8-2-1203'),
    house(7, '10-2-301'),
    house(12, 'A-5'),
  ],
  residents: [
    person(501, 9, '何静', ['HJ'], '6630', '租户'),
    person(502, 9, '郑秀娟', ['ZXJ'], '2085', '租户'),
    person(1, 1, '周国明', ['ZGM'], '4417', '户主'),
    person(2, 1, '林小静', ['LXJ'], '0923'),
    person(3, 1, '周乐宁', ['ZLN', 'ZYN'], '', '学生'),
    person(4, 1, '周大山', ['ZDS'], '', '78 岁，腿脚不便'),
    person(40, 3, '王慧敏', ['WHM'], '7702'),
    person(60, 4, '杜永强', ['DYQ'], '9461'),
    person(70, 7, '单明', ['SM', 'DM', 'CM'], '3150'),
    { ...person(71, 7, 'John Smith', ['JS'], '0001'), passNumber: null },
  ],
};
