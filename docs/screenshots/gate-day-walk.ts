import type { PhoneHand } from './phone-hand.ts';

/** Everything about the shift and its day that is not the queue; begins at the gate and ends on the duty screen. */
export async function gateDay(hand: PhoneHand): Promise<void> {
  const { page, word } = hand;
  await hand.press('gate.handover');
  await hand.title('duty.title');
  await hand.take('duty');
  await hand.press('recent.title');
  await hand.title('recent.title');
  await hand.take('recent');
  await page.getByRole('main').getByRole('button').nth(3).tap();
  await hand.title('entry.title');
  await hand.take('entry');
  await hand.press('act.back');
  await hand.press('act.back');
  await open(hand, 'gate-report', 'report');
  await open(hand, 'handover', 'handover');
  await open(hand, 'gate-rota', 'rota');
  await hand.press('notice.title');
  await hand.title('notice.title');
  await hand.take('notices');
  await page.getByRole('main').getByRole('button').first().tap();
  await page.getByText(word('notice.who')).waitFor();
  await hand.take('notice');
  await hand.press('act.back');
  await hand.title('notice.title');
  await hand.press('act.back');
  await hand.atTheGate();
  await hand.press('gate.handover');
  await hand.press('standards.title');
  await hand.title('standards.title');
  for (const nth of [0, 1, 2, 3]) {
    await page
      .getByRole('button', { name: word('standards.there'), exact: true })
      .nth(nth)
      .tap();
  }
  await page
    .getByRole('button', { name: word('standards.missing'), exact: true })
    .nth(4)
    .tap();
  await hand.take('standards');
  await hand.press('act.back');
  await hand.press('handbook.title');
  await page.getByText(word('handbook.of-app')).waitFor();
  await hand.take('handbook');
  await hand.press('handbook.quiz');
  await hand.title('quiz.title');
  await hand.take('quiz');
  await hand.press('act.cancel');
  await hand.press('act.back');
  await hand.title('duty.title');
}

async function open(hand: PhoneHand, words: string, screen: string): Promise<void> {
  await hand.press(`${words}.title`);
  await hand.title(`${words}.title`);
  await hand.take(screen);
  await hand.press('act.back');
}
