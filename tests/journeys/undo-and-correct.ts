import { type GateShift, ordinary, rowOf } from './gate-shift.ts';
import { word } from './words.ts';

export async function takesAnEntryBack(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { undone } = facts.cast;
  await shift.next();
  await shift.scan(undone);
  await shift.measure('36.8');
  await phone.isAt(word('verdict.pass'));
  const row = done.add({ ...rowOf(undone), ...ordinary(), temperature: '36.8', at: street.now() });
  await phone.press('act.undo');
  await phone.isAt(facts.gateName);
  done.amend(row, { state: 'undone' });
}

export async function correctsAnEntry(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { corrected } = facts.cast;
  await shift.next();
  await shift.scan(corrected);
  await shift.measure('36.9');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  const row = done.add({
    ...rowOf(corrected),
    ...ordinary(),
    temperature: '36.9',
    at: street.now(),
  });
  await phone.press('gate.handover');
  await phone.isAt(word('duty.title'));
  await phone.isAccessible('duty');
  await phone.press('recent.title');
  await phone.isAt(word('recent.title'));
  await phone.isAccessible('recent entries');
  await phone.tap(phone.page.getByRole('button').filter({ hasText: corrected.room }));
  await phone.isAt(word('entry.title'));
  await phone.isAccessible('an entry');
  await phone.press('entry.correct');
  await phone.isAt(word('entry.correct'));
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await phone.isAccessible('correcting');
  await shift.measure('36.3');
  await phone.isAt(word('recent.title'));
  const line = phone.page.getByRole('button').filter({ hasText: corrected.room });
  await line.getByText(word('recent.corrected')).waitFor();
  done.amend(row, { temperature: '36.3', direction: 'in', state: 'corrected' });
  await phone.press('act.back');
  await phone.isAt(word('duty.title'));
  await phone.press('act.back');
  await phone.isAt(facts.gateName);
}
