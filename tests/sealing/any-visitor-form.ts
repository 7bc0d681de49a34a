import fc from 'fast-check';
import {
  HIDDEN_CHARACTERS,
  MAX_PEOPLE,
  VISITOR_FORM_LIMITS,
  type VisitorForm,
} from '../../src/sealing/visitor-form.ts';

const answer = (maxLength: number) =>
  fc
    .string({ unit: 'binary', maxLength })
    .filter((text) => text.length <= maxLength && !HIDDEN_CHARACTERS.test(text));

export const anyVisitorForm = (): fc.Arbitrary<VisitorForm> =>
  fc.record({
    name: answer(VISITOR_FORM_LIMITS.name),
    purpose: answer(VISITOR_FORM_LIMITS.purpose),
    householdVisited: answer(VISITOR_FORM_LIMITS.householdVisited),
    plate: answer(VISITOR_FORM_LIMITS.plate),
    people: fc.integer({ min: 1, max: MAX_PEOPLE }),
    idNumber: answer(VISITOR_FORM_LIMITS.idNumber),
    phone: answer(VISITOR_FORM_LIMITS.phone),
    address: answer(VISITOR_FORM_LIMITS.address),
    remark: answer(VISITOR_FORM_LIMITS.remark),
  });

export const USUAL_FORM: VisitorForm = {
  name: '欧阳晓静',
  purpose: '探亲',
  householdVisited: '3-1-502 何静',
  plate: '豫AD12345',
  people: 2,
  idNumber: '11010519491231002X',
  phone: '13812345678',
  address: '郑州市管城区紫荆山路 100 号 3 号楼',
  remark: '',
};
