import { useEffect, useRef } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { dueAt } from '../../domain/parking.ts';
import type { Settings } from '../../storage/settings.ts';
import { useNow } from '../use-now.ts';
import { ring } from './ring.ts';

/** Rings once for everybody whose time has come, on whatever screen the phone is. */
export function useDueBell(session: ShiftSession, settings: Settings): void {
  const now = useNow(1_000);
  const rung = useRef(new Set<string>());
  const since = useRef(now);
  useEffect(() => {
    for (const entry of session.state.open) {
      const due = dueAt(entry, session.policy);
      const key = `${entry.id.segmentId}/${entry.id.number}`;
      if (due === null || due > now || rung.current.has(key)) continue;
      rung.current.add(key);
      // Due before this screen was up, or at once: its row says so, nobody is startled.
      if (due > since.current && due > entry.at) ring('due', settings);
    }
  }, [now, session, settings]);
}
