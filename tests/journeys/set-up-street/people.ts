import { idNumber } from '../../server-import/messy-files.ts';

/** Somebody of the compound, as the street's ledger of residents says it. */
export interface Person {
  readonly name: string;
  readonly idNumber: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  readonly phone: string;
  readonly relation: string;
  readonly colour: 'green' | 'yellow';
}

export const roomOf = ({ building, unit, room }: Person): string => `${building}-${unit}-${room}`;

const living = (home: string) => {
  const [building = '', unit = '', room = ''] = home.split('-');
  return { building, unit, room };
};

/** Who is in the table of the community; the test's own list. */
export const PEOPLE = {
  lin: {
    name: '林晓东',
    idNumber: idNumber('19680412', 11),
    ...living('3-1-502'),
    phone: '13800000001',
    relation: '户主',
    colour: 'green',
  },
  he: {
    name: '何静',
    idNumber: idNumber('19700105', 22),
    ...living('3-1-502'),
    phone: '13800000002',
    relation: '配偶',
    colour: 'green',
  },
  ouyang: {
    name: '欧阳静',
    idNumber: idNumber('19851230', 24),
    ...living('3-2-101'),
    phone: '13800000003',
    relation: '户主',
    colour: 'yellow',
  },
  wang: {
    name: '王芳',
    idNumber: idNumber('19790609', 36),
    ...living('4-1-301'),
    phone: '13800000004',
    relation: '户主',
    colour: 'green',
  },
  zhao: {
    name: '赵强',
    idNumber: idNumber('19911111', 47),
    ...living('4-2-402'),
    phone: '13800000005',
    relation: '户主',
    colour: 'green',
  },
  shan: {
    name: '单明',
    idNumber: idNumber('19550220', 53),
    ...living('5-1-101'),
    phone: '13800000006',
    relation: '户主',
    colour: 'green',
  },
  ma: {
    name: '马超',
    idNumber: idNumber('19580818', 66),
    ...living('5-1-101'),
    phone: '13800000007',
    relation: '配偶',
    colour: 'green',
  },
} as const satisfies Readonly<Record<string, Person>>;

export type PersonKey = keyof typeof PEOPLE;
export const EVERYBODY: readonly Person[] = Object.values(PEOPLE);

/** Whom the first table has wrong, and the second one right. */
export const newcomer: Person = {
  name: '张伟',
  idNumber: idNumber('19930303', 79),
  ...living('3-2-102'),
  phone: '13800000008',
  relation: '户主',
  colour: 'green',
};
