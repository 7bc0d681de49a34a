/** What records become in the ledger, as findings name it, and what a sentence calls one of them. */
const KINDS = {
  ledger: 'an entry',
  change: 'an undo, decision or correction',
  duty: 'a list of who is on duty',
  step: 'a step of a fever case',
  count: 'a head count',
  read: 'the reading of a notice',
  statement: 'what was stated of a day',
  handover: 'the taking over of a shift',
  standards: 'an answer about what a gate must have',
  quiz: 'the answers to a quiz',
  shift: 'a shift',
} as const;
export type LedgerKind = keyof typeof KINDS;
/** `missing`: a record without its row. `extra`: a row without its record. `altered`: it says something else. */
type LedgerFault = `${LedgerKind}-${'missing' | 'extra' | 'altered'}`;

/** What is wrong: bytes or rows are not what a phone signed. */
const FAULTS = {
  'device-missing': 'the device that logged it is not among the devices',
  'header-forged': 'its header is not what the device signed',
  'header-differs': 'the row says other things than its signed header',
  'record-missing': 'a record is missing',
  'record-beyond': 'there is a record above the last number that was received',
  'record-unreadable': 'a record cannot be opened that could be opened when it came',
  'chain-broken': 'its records do not add up to the head that was received',
  'tail-wrong': 'number and head are not those that the device signed',
  'previous-differs': 'the segment before it is not as the device had it',
  'fork-altered': 'bytes kept of a fork are not those that came',
  'shift-incomplete': 'the shift was closed more than a day ago, and records of it are not here',
  'bytes-without-segment': 'there are sealed records of a segment that is not here',
  'rows-without-segment': 'the ledger has rows of a segment or sheet that is not here',
  'rows-after-purge': 'the ledger has rows of records that were purged',
} as const;
/** What is to be known, and happened to phones rather than to the store. */
const REMARKS = {
  'no-tail': 'no tail was kept: it came before this version',
  fork: 'other bytes came under its numbers; they are kept',
  'previous-missing': 'the segment before it never came',
  'previous-behind': 'the segment before it is not complete',
  'previous-shared':
    'another segment names the same one before it: a phone was cloned or rolled back',
  'readable-now': 'a record that could not be read when it came can be read now',
  'key-gone': 'its month’s key is gone: bytes are checked, contents cannot be',
  'shift-outstanding': 'the shift is closed, and records of it are not here yet',
} as const;
export type Fault = keyof typeof FAULTS | LedgerFault;
export type Remark = keyof typeof REMARKS;

/** Ids and numbers only: nothing of what is in a record. */
export interface Finding {
  readonly what: Fault | Remark;
  readonly deviceId?: string;
  readonly segmentId?: string;
  readonly gateId?: string;
  readonly number?: number;
  /** Columns that are not as they were signed; a table; or how many. */
  readonly detail?: string;
}

/** Of one segment. */
export type Find = (what: Finding['what'], more?: Partial<Finding>) => void;

export const isFault = ({ what }: Finding): boolean => !(what in REMARKS);

function sentenceOf(what: Finding['what']): string {
  if (what in FAULTS) return FAULTS[what as keyof typeof FAULTS];
  if (what in REMARKS) return REMARKS[what as Remark];
  const [kind, how] = what.split('-') as [LedgerKind, 'missing' | 'extra' | 'altered'];
  const one = KINDS[kind];
  switch (how) {
    case 'missing':
      return `${one} is not in the ledger`;
    case 'extra':
      return `the ledger has ${one} that no record made`;
    case 'altered':
      return `${one} is not what its record says`;
  }
}

export function findingText(finding: Finding): string {
  const { what, deviceId, segmentId, gateId, number, detail } = finding;
  const where = [
    gateId && `gate ${gateId}`,
    deviceId && `device ${deviceId}`,
    segmentId && `segment ${segmentId}`,
    number !== undefined && `number ${number}`,
  ].filter(Boolean);
  const end = detail === undefined ? '' : ` (${detail})`;
  return `${isFault(finding) ? 'WRONG' : 'note'}  ${where.join(', ')}: ${sentenceOf(what)}${end}`;
}
