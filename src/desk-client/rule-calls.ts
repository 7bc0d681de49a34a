import {
  type ContactChange,
  type ContactsAnswer,
  type MarkChange,
  type MarksAnswer,
  parseContactsAnswer,
  parseMarksAnswer,
} from '../protocol/marks.ts';
import {
  type PoliciesAnswer,
  type PolicyMade,
  type PolicyMake,
  type PolicyPreview,
  type PolicyPreviewAsked,
  parsePoliciesAnswer,
  parsePolicyMade,
  parsePolicyPreview,
} from '../protocol/policies.ts';
import {
  type CasesAnswer,
  type CasesAsked,
  type Done,
  type OutsideAnswer,
  type OutsideAsked,
  parseCasesAnswer,
  parseDone,
  parseOutsideAnswer,
  parseReviewsAnswer,
  type ReviewMade,
  type ReviewsAnswer,
  type ReviewsAsked,
} from '../protocol/reviews.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface RuleCalls {
  readonly readPolicies: (signal?: AbortSignal) => Promise<Answer<PoliciesAnswer>>;
  /** Refused with one of POLICY_REFUSALS. */
  readonly makePolicy: (make: PolicyMake) => Promise<Answer<PolicyMade>>;
  readonly previewPolicy: (
    asked: PolicyPreviewAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<PolicyPreview>>;
  readonly readMarks: (signal?: AbortSignal) => Promise<Answer<MarksAnswer>>;
  readonly changeMark: (change: MarkChange) => Promise<Answer<MarksAnswer>>;
  readonly readContacts: (signal?: AbortSignal) => Promise<Answer<ContactsAnswer>>;
  readonly changeContact: (change: ContactChange) => Promise<Answer<ContactsAnswer>>;
  readonly readReviews: (
    asked: ReviewsAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<ReviewsAnswer>>;
  readonly makeReview: (made: ReviewMade) => Promise<Answer<Done>>;
  readonly readCases: (asked: CasesAsked, signal?: AbortSignal) => Promise<Answer<CasesAnswer>>;
  readonly readOutside: (
    asked: OutsideAsked,
    signal?: AbortSignal,
  ) => Promise<Answer<OutsideAnswer>>;
}

export const ruleCalls = (caller: DeskCaller): RuleCalls => ({
  readPolicies: (signal) => caller.get('/api/policies', parsePoliciesAnswer, signal),
  makePolicy: (make) => caller.post('/api/policies', make, parsePolicyMade),
  previewPolicy: (asked, signal) =>
    caller.post('/api/policies/preview', asked, parsePolicyPreview, signal),
  readMarks: (signal) => caller.get('/api/marks', parseMarksAnswer, signal),
  changeMark: (change) => caller.post('/api/marks/change', change, parseMarksAnswer),
  readContacts: (signal) => caller.get('/api/contacts', parseContactsAnswer, signal),
  changeContact: (change) => caller.post('/api/contacts/change', change, parseContactsAnswer),
  readReviews: (asked, signal) => caller.post('/api/reviews', asked, parseReviewsAnswer, signal),
  makeReview: (made) => caller.post('/api/reviews/make', made, parseDone),
  readCases: (asked, signal) => caller.post('/api/cases', asked, parseCasesAnswer, signal),
  readOutside: (asked, signal) => caller.post('/api/outside', asked, parseOutsideAnswer, signal),
});
