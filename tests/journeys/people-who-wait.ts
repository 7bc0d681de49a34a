import { firstShift, type GateShift, ordinary, rowOf, typed } from './gate-shift.ts';
import type { Resident } from './street-facts.ts';
import { word } from './words.ts';

export async function feverWaitsForASecondReading(
  shift: GateShift,
  resident: Resident,
  reading: string,
): Promise<number> {
  const { done, phone, street } = shift;
  await shift.next();
  await shift.scan(resident);
  await shift.measure(reading);
  await phone.isAt(word('verdict.check'));
  await phone.sees('reason.fever-first', { reading, line: '37.3' });
  await phone.sees('gate.due-in', { clock: '5:00' });
  await phone.isAccessible('a first fever');
  await phone.press('verdict-screen.next-first');
  await shift.parkedRow(resident).waitFor();
  return done.add({
    ...rowOf(resident),
    ...ordinary(),
    at: street.now(),
    temperature: reading,
    verdict: 'check',
    reasons: ['fever-first'],
    outcome: 'parked',
  });
}

export async function waitsForAReading(shift: GateShift): Promise<number> {
  const { done, facts, phone, street } = shift;
  const { waits } = facts.cast;
  await shift.next();
  await shift.scan(waits);
  await phone.press('keys.park');
  await shift.parkedRow(waits).getByText(word('wait.first-reading')).waitFor();
  await phone.isAccessible('people who wait');
  const { site: _, ...row } = { ...rowOf(waits), ...ordinary(), at: street.now() };
  return done.add({ ...row, verdict: 'check', outcome: 'parked' });
}

export async function putsTheMaskOn(shift: GateShift): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { unmasked } = facts.cast;
  await shift.next();
  await shift.scan(unmasked);
  await phone.press('keys.mask-on');
  await shift.measure('36.5');
  await phone.isAt(word('verdict.check'));
  await phone.sees('reason.mask-missing');
  await phone.isAccessible('no mask');
  const row = done.add({
    ...rowOf(unmasked),
    ...ordinary(),
    at: street.now(),
    temperature: '36.5',
    mask: false,
    verdict: 'check',
    reasons: ['mask-missing'],
    outcome: 'parked',
  });
  await phone.press('verdict-screen.mask-now-on');
  await phone.isAt(facts.gateName);
  done.amend(row, { outcome: 'passed' });
}

/** Five minutes later the rows say so; who has no fever any more goes, who has it again stays. */
export async function secondReadings(
  shift: GateShift,
  feverTwice: number,
  feverOnce: number,
): Promise<number> {
  const { done, phone, street } = shift;
  const { cast } = shift.facts;
  await shift.later(5 * 60_000);
  await shift.parkedRow(cast.feverTwice).getByText(word('gate.due'), { exact: true }).waitFor();
  await phone.tap(shift.parkedRow(cast.feverTwice));
  await phone.isAt(word('measure.second-title'));
  await phone.isAccessible('a second reading');
  await shift.measure('37.8');
  await phone.isAt(word('verdict.stop'));
  await phone.sees('reason.fever-again', { reading: '37.8' });
  await phone.isAccessible('a second fever');
  await shift.toNext();
  done.mark(feverTwice, { state: 'continued' });
  const held = done.add({
    ...rowOf(cast.feverTwice),
    ...ordinary(),
    at: street.now(),
    temperature: '37.8',
    site: 'axillary',
    verdict: 'stop',
    reasons: ['fever-again'],
    outcome: 'held',
  });
  await shift.next();
  // Their code opens the entry that waits, as their row does.
  await phone.scan(cast.feverOnce.passText, phone.heading(word('measure.second-title')));
  await shift.measure('36.7');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  done.mark(feverOnce, { state: 'continued' });
  done.add({
    ...rowOf(cast.feverOnce),
    ...ordinary(),
    at: street.now(),
    temperature: '36.7',
    site: 'axillary',
  });
  return held;
}

export async function hasTheirReading(shift: GateShift, row: number): Promise<void> {
  const { done, facts, phone, street } = shift;
  const { waits } = facts.cast;
  await shift.next();
  await phone.tap(shift.parkedRow(waits));
  await shift.measure('36.5');
  await phone.isAt(word('verdict.pass'));
  await shift.toNext();
  done.mark(row, { state: 'continued' });
  done.add({ ...rowOf(waits), ...ordinary(), temperature: '36.5', at: street.now() });
}

export async function isTakenAway(shift: GateShift, held: number): Promise<void> {
  const { done, facts, phone } = shift;
  const { feverTwice } = facts.cast;
  const note = `何大夫接走 ${typed.held}`;
  shift.verdictsShown += await phone.savedEveryVerdictFirst();
  await phone.tap(shift.parkedRow(feverTwice));
  await phone.isAt(word('verdict.stop'));
  await phone.press('held.end');
  await phone.field('held.end-label').fill(note);
  await phone.tap(
    phone.page
      .getByRole('group', { name: word('note.who') })
      .getByRole('button')
      .first(),
  );
  await phone.isAccessible('a result');
  await phone.press('held.end-handed-over');
  await phone.sees('gate.nobody-waits');
  await phone.showedAnEarlierVerdict();
  const [decidedBy = ''] = firstShift;
  done.amend(held, { outcome: 'turned-back', note, decidedBy });
}
