import { database } from '../storage/database.ts';
import { readFeed } from '../storage/passing-pages.ts';
import { generationOf, readRosterChain } from '../storage/roster-chain.ts';
import { readTold } from '../storage/told-gates.ts';
import { watch } from '../storage/watch.ts';
import { openGateBriefing } from './gate-briefing.ts';
import { openGateDay } from './gate-day.ts';
import { PassingsReader } from './heard-passings.ts';
import { openGateRoster, readRules } from './pulled-rules.ts';
import { openGateNotices } from './street-notices.ts';
import type { WorkingSession } from './working-session.ts';

const LONGEST_TIMER_MS = 60 * 60_000;

/** What a pull brings during a shift is used from then on, without a new unlock. */
export function followPulls(session: WorkingSession): void {
  let atItsHour: ReturnType<typeof setTimeout> | undefined;
  session.onEnd(() => clearTimeout(atItsHour));
  const goOverAtItsHour = (): void => {
    clearTimeout(atItsHour);
    const { next } = session.rules.policies;
    if (session.ended || !next) return;
    const waitMs = next.effectiveFrom - Date.now();
    if (waitMs > 0) atItsHour = setTimeout(goOverAtItsHour, Math.min(waitMs, LONGEST_TIMER_MS));
    else void session.goOver(Date.now()).catch(keepOld);
  };
  const useRules = async (): Promise<void> => {
    const pulled = await readRules();
    if (pulled) session.useRules(pulled);
    goOverAtItsHour();
  };
  const useRoster = async (generation: number | undefined): Promise<void> => {
    const { card, roster, gate } = session;
    if (!card || generation === undefined || generation === roster?.generation) return;
    const opened = await openGateRoster(gate.id, card);
    if (opened) session.useRoster(opened);
  };
  const useBriefing = async (etag: string | undefined): Promise<void> => {
    const { card, gate } = session;
    const opened = card && etag !== undefined && (await openGateBriefing(gate.id, card));
    if (opened) session.useBriefing(opened);
  };
  session.onEnd(
    watch(
      () => database.documents.toArray(),
      () => void useRules().catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      async () => (await database.gates.get(session.gate.id))?.isGone === true,
      (isGone) => session.useGate(isGone),
    ),
  );
  session.onEnd(
    watch(
      async () => {
        const chain = await readRosterChain(session.gate.id);
        return chain ? generationOf(chain) : undefined;
      },
      (generation) => void useRoster(generation).catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      async () => (await readTold('briefings', session.gate.id))?.etag,
      (etag) => void useBriefing(etag).catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      async () => (await readTold('notices', session.gate.id))?.etag,
      () => void readNotices(session).catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      async () => (await readTold('gateDays', session.gate.id))?.etag,
      () => void readDay(session).catch(keepOld),
    ),
  );
  session.onEnd(
    watch(
      () => readFeed(session.gate.id),
      () => void readPassings(session).catch(keepOld),
    ),
  );
  session.onEnd(() => readers.delete(session));
}

/** What the street has to say, opened with the session's card: it keeps nobody from beginning. */
export async function readNotices(session: WorkingSession): Promise<void> {
  const { card, gate } = session;
  const notices = card && (await openGateNotices(gate.id, card));
  if (notices) session.useNotices(notices);
}

/** The gate's day, the same way. */
export async function readDay(session: WorkingSession): Promise<void> {
  const { card, gate } = session;
  const day = card && (await openGateDay(gate.id, card));
  if (day) session.useDay(day);
}

/** One for each open session: they hold its card and what it opened. */
const readers = new WeakMap<WorkingSession, { reader: PassingsReader; turn: Promise<void> }>();

/** What was told of other gates, opened with the session's card: behind everything else, as it may be much. */
export function readPassings(session: WorkingSession): Promise<void> {
  const { card, gate } = session;
  if (!card) return Promise.resolve();
  const reading = readers.get(session) ?? {
    reader: new PassingsReader(gate.id, card),
    turn: Promise.resolve(),
  };
  readers.set(session, reading);
  const turn = reading.turn.then(async () => {
    const heard = await reading.reader.read();
    if (heard) session.usePassings(heard);
  });
  reading.turn = turn.catch(keepOld);
  return turn;
}

/** The storage went away in between: the session goes on with what it has. */
const keepOld = (): void => undefined;
