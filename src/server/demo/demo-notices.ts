import type { Store } from '../store/store.ts';
import { DEMO_STREET_ID } from './street-plan.ts';

const HOUR_MS = 3_600_000;

/** What the street and a community have to say: the phones' first shift begins with something to read. */
const NOTICES = [
  {
    placeId: DEMO_STREET_ID,
    title: '今晚起戴双层口罩上岗',
    text: '口罩、手套晚上七点前到各社区居委会领，每个卡点两盒。\n\n体温枪在室外要先放十分钟再用。',
    hoursAgo: 5,
    hours: 72,
  },
  {
    placeId: 'wutong',
    title: '保供车走北门',
    text: '明早六点到八点有三辆保供车，凭保供通行证放行，车上的人都要测温。',
    hoursAgo: 2,
    hours: 24,
  },
] as const;

export async function sendDemoNotices(
  { notices }: Pick<Store, 'notices'>,
  now: number,
): Promise<void> {
  for (const [index, { placeId, title, text, hoursAgo, hours }] of NOTICES.entries()) {
    await notices.add({
      streetId: DEMO_STREET_ID,
      id: `c${String(index).padStart(31, '0')}`,
      placeId,
      title,
      text,
      madeAt: now - hoursAgo * HOUR_MS,
      madeBy: '值班台',
      expiresAt: now + hours * HOUR_MS,
      withdrawnAt: null,
      policy: null,
    });
  }
}
