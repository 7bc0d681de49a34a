import { useRef } from 'preact/hooks';
import { type HowRead, readCode, readMember, type ScanMeaning } from '../../actions/read-code.ts';
import { refuseCode } from '../../actions/refuse-code.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { RosterPerson } from '../../roster/roster.ts';
import type { Settings } from '../../storage/settings.ts';
import { pictureText } from '../shift/picture-text.ts';
import { type CodeSeen, isEcho } from './echo.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { refusedVerdict } from './refused-verdict.ts';
import { ring } from './ring.ts';
import { tellOfCard } from './tell-of-card.ts';
import type { GateView } from './use-gate-view.ts';
import { scansIn } from './view.ts';

interface GateCodes {
  readonly session: ShiftSession;
  readonly settings: Settings;
  readonly screen: GateView;
  readonly direction: Direction;
  readonly measure: (person: MeasuredPerson) => void;
  readonly open: (entry: StandingEntry) => void;
}

/** Codes come in, by whatever way; each leads to the screen that it means. */
export function useGateCodes({ session, settings, screen, direction, measure, open }: GateCodes) {
  const { view, isBusy, show, tell, save } = screen;
  const lastSeen = useRef<CodeSeen | null>(null);

  const understand = (meaning: ScanMeaning, text: string) => {
    switch (meaning.kind) {
      case 'resident':
        measure({
          subject: { kind: 'resident', rosterNumber: meaning.person.rosterNumber },
          identification: meaning.how,
          shown: [],
          follows: meaning.open,
          nameless: null,
        });
        break;
      case 'household':
        show({ ...meaning, kind: 'household' });
        break;
      case 'pass-holder':
        measure({
          subject: { kind: 'pass', passNumber: meaning.passNumber },
          identification: meaning.how,
          shown: [],
          follows: meaning.open,
          nameless: meaning.why,
        });
        break;
      case 'refused':
        isBusy.current = false;
        void save(
          () => refuseCode(session, meaning, direction, Date.now()),
          () => {
            ring(refusedVerdict(meaning.reason.code), settings);
            show({ kind: 'refused', code: meaning });
          },
        );
        break;
      case 'repeat':
        // The code of the verdict on the screen is still being held up.
        if (view.kind === 'verdict' && isSameEntry(view.entry, meaning.of)) break;
        tell({ kind: 'repeat', of: meaning.of });
        break;
      case 'visitor-code':
        if (meaning.open) open(meaning.open);
        else show({ kind: 'visitor', form: meaning });
        break;
      case 'mistyped':
        // What was typed stays in the field.
        show({ kind: 'code', isMistyped: true });
        break;
      case 'gate-card':
        void tellOfCard(session, text, screen);
        break;
      case 'invitation':
        tell({ kind: 'invitation' });
        break;
      case 'carried':
        show({ kind: 'carry', start: { kind: 'text', text } });
        break;
      case 'text':
        ring('check', settings);
        tell({ kind: 'other-code', text: meaning.text, isAddress: meaning.isAddress });
        break;
      default:
        throw new Error(`unknown meaning ${(meaning satisfies never as ScanMeaning).kind}`);
    }
  };

  async function takeCode(text: string, how: HowRead): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    let meaning: ScanMeaning;
    try {
      meaning = await readCode(session, text, Date.now(), direction, how);
    } finally {
      isBusy.current = false;
    }
    understand(meaning, text);
  }

  function seeCode(text: string, by: CodeSeen['by']): void {
    if (!scansIn(view)) return;
    const seen = { text, by, atMs: performance.now() };
    if (isEcho(seen, lastSeen.current, session.policy.repeatWindowMs)) return;
    lastSeen.current = seen;
    void takeCode(text, 'scanned');
  }

  return {
    /** Seen by the camera. */
    onCode: (text: string) => seeCode(text, 'camera'),
    /** By a scanner that types. */
    onKeys: (text: string) => seeCode(text, 'keys'),
    onPasted: (text: string) => {
      if (scansIn(view)) void takeCode(text, 'typed');
    },
    /** A code that was typed or pasted into a field. */
    onText: (text: string) => void takeCode(text, 'typed'),
    /** Who of the household whose pass was read. */
    onMember: (person: RosterPerson, how: HowRead) =>
      understand(readMember(session, person, direction, Date.now(), how), ''),
    onPicture: async (picture: Blob) => {
      const text = await pictureText(picture);
      if (text === null) tell({ kind: 'no-code-in-picture' });
      else await takeCode(text, 'scanned');
    },
  };
}

const isSameEntry = (a: StandingEntry, b: StandingEntry): boolean =>
  a.id.segmentId === b.id.segmentId && a.id.number === b.id.number;
