/** What is wrong: bytes or rows are not what a phone signed. */
export const FAULTS = [
  'device-missing',
  'header-forged',
  'header-differs',
  'record-missing',
  'record-beyond',
  'record-unreadable',
  'chain-broken',
  'tail-wrong',
  'previous-differs',
  'fork-altered',
  'ledger-missing',
  'ledger-extra',
  'ledger-altered',
  'change-missing',
  'change-extra',
  'change-altered',
  'duty-missing',
  'duty-extra',
  'duty-altered',
  'statement-missing',
  'statement-altered',
  'shift-incomplete',
  'bytes-without-segment',
  'entries-without-segment',
] as const;
/** What is to be known, and happened to phones rather than to the store. */
export const REMARKS = [
  'no-tail',
  'fork',
  'previous-missing',
  'previous-behind',
  'previous-shared',
  'readable-now',
  'key-gone',
  'shift-outstanding',
] as const;
export type Fault = (typeof FAULTS)[number];
export type Remark = (typeof REMARKS)[number];

/** Ids and numbers only: nothing of what is in a record. */
export interface Finding {
  readonly what: Fault | Remark;
  readonly deviceId?: string;
  readonly segmentId?: string;
  readonly gateId?: string;
  readonly number?: number;
  /** Columns that are not as they were signed; or how many. */
  readonly detail?: string;
}

export const isFault = ({ what }: Finding): boolean => FAULTS.some((fault) => fault === what);

const SENTENCES: Readonly<Record<Fault | Remark, string>> = {
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
  'ledger-missing': 'a record has no entry in the ledger',
  'ledger-extra': 'the ledger has an entry that no record made',
  'ledger-altered': 'an entry of the ledger is not what its record says',
  'change-missing': 'an undo, decision or correction is not in the ledger',
  'change-extra': 'the ledger has an undo, decision or correction that no record made',
  'change-altered': 'an undo, decision or correction is not what its record says',
  'duty-missing': 'who was on duty is not in the ledger',
  'duty-extra': 'the ledger has people on duty whom no record names',
  'duty-altered': 'who was on duty is not what the record says',
  'statement-missing': 'what was stated of a day is not in the ledger',
  'statement-altered': 'what was stated of a day is not what the record says',
  'shift-incomplete': 'the shift was closed more than a day ago, and records of it are not here',
  'bytes-without-segment': 'there are sealed records of a segment that is not here',
  'entries-without-segment': 'there are entries of a segment or sheet that is not here',
  'no-tail': 'no tail was kept: it came before this version',
  fork: 'other bytes came under its numbers; they are kept',
  'previous-missing': 'the segment before it never came',
  'previous-behind': 'the segment before it is not complete',
  'previous-shared':
    'another segment names the same one before it: a phone was cloned or rolled back',
  'readable-now': 'a record that could not be read when it came can be read now',
  'key-gone': 'its month’s key is gone: bytes are checked, contents cannot be',
  'shift-outstanding': 'the shift is closed, and records of it are not here yet',
};

export function findingText(finding: Finding): string {
  const { what, deviceId, segmentId, gateId, number, detail } = finding;
  const where = [
    gateId && `gate ${gateId}`,
    deviceId && `device ${deviceId}`,
    segmentId && `segment ${segmentId}`,
    number !== undefined && `number ${number}`,
  ].filter(Boolean);
  const end = detail === undefined ? '' : ` (${detail})`;
  return `${isFault(finding) ? 'WRONG' : 'note'}  ${where.join(', ')}: ${SENTENCES[what]}${end}`;
}
