import { firstShift, type GateShift, ordinary, rowOf } from './gate-shift.ts';
import type { RowDone } from './rows-done.ts';
import { word } from './words.ts';

/** Says exactly what is wrong; the next code that is raised goes on without a tap. */
export async function isRefused(
  shift: GateShift,
  pass: string,
  reason: 'pass-forged' | 'pass-expired' | 'pass-revoked' | 'pass-foreign',
  whose: Partial<RowDone>,
): Promise<void> {
  const { done, phone, street } = shift;
  await shift.next();
  const isStop = reason === 'pass-forged' || reason === 'pass-revoked';
  await phone.scan(pass, phone.page.getByText(word(`reason.${reason}`, { date: '3月27日' })));
  await phone.isAt(word(isStop ? 'verdict.stop' : 'verdict.check'));
  await phone.isAccessible(reason);
  done.add({
    name: '',
    address: '',
    phone: '',
    ...whose,
    at: street.now(),
    mask: false,
    direction: 'out',
    verdict: 'stop',
    reasons: [reason],
    outcome: 'turned-back',
    onDuty: firstShift,
  });
}

/** An address is not opened; whoever shows it has both codes looked at, and they go with the next person. */
export async function anotherSystemsCodeRecordsNothing(shift: GateShift): Promise<void> {
  const { done, phone } = shift;
  const text = 'https://health.example/code?id=7Q2K';
  await phone.scan(text, phone.page.getByText(word('gate.address')));
  await phone.page.getByText(text).waitFor();
  await phone.isAccessible('another system’s code');
  await phone.press('codes.row');
  await phone.isAt(word('codes.title'));
  await phone.isAccessible('both codes');
  await phone.press('codes.health-green');
  await phone.press('codes.card-plain');
  await phone.sees('codes.kept');
  await phone.press('act.understood');
  await phone.pendingIs(done.records - shift.synced);
}

export async function mayNotLeave(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { red } = facts.cast;
  await shift.next();
  await shift.scan(red);
  await shift.measure('36.6');
  await phone.isAt(word('verdict.stop'));
  await phone.isAccessible('stop');
  await phone.press('verdict-screen.turned-back-next');
  await phone.isAt(facts.gateName);
  done.add({
    ...rowOf(red),
    ...ordinary(),
    at: street.now(),
    temperature: '36.6',
    verdict: 'stop',
    reasons: ['colour'],
    outcome: 'turned-back',
  });
}
