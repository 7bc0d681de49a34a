import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Stat } from '../../ui/stat.tsx';
import { say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';

export interface OpenCasesView {
  readonly count: number;
  /** When the oldest began, epoch ms. */
  readonly since: number;
  readonly onOpen: () => void;
}

/** The fever cases of the gate that is at work; null: there are none, or no gate is. */
export const OpenCases = createContext<OpenCasesView | null>(null);

const MINUTE_MS = 60_000;

/** 未结: with its clock on every screen of a gate, a tap opens the oldest. */
export function OpenCasesStat() {
  const cases = useContext(OpenCases);
  const now = useNow(5_000);
  if (!cases) return null;
  const minutes = Math.max(0, Math.floor((now - cases.since) / MINUTE_MS));
  return (
    <Stat
      icon="fever"
      value={say('case.top', { minutes })}
      label={say('case.top-label', { count: cases.count })}
      detail={say('case.top-detail', { minutes })}
      isLate
      onClick={cases.onOpen}
    />
  );
}
