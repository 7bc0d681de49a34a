import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { HandbookSection } from '../../handbook/handbook-sections.ts';
import { Button } from '../../ui/button.tsx';
import { MarkdownView } from '../../ui/markdown-view.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import css from './handbook-screen.module.css';
import { ShiftTop } from './shift-top.tsx';

export interface SectionScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly sections: readonly HandbookSection[];
  readonly at: number;
  /** Of the handbook's blocks the one that was looked for. */
  readonly found: number | null;
  readonly onSection: (at: number) => void;
  readonly onLeave: () => void;
}

/** One section of the handbook. */
export function SectionScreen(props: SectionScreenProps) {
  const { session, wiring, sections, at, found, onSection, onLeave } = props;
  const section = sections[at];
  const marked = found === null ? -1 : found - (section?.from ?? 0);
  const words = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    words.current?.querySelector(`[data-block="${marked}"]`)?.scrollIntoView({ block: 'center' });
  }, [at, marked]);
  const before = sections.findLastIndex((one, nth) => nth < at && one.blocks.length > 0);
  const after = sections.findIndex((one, nth) => nth > at && one.blocks.length > 0);
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={section?.title || say('handbook.title')}
          onBack={onLeave}
        />
      }
      acts={
        <Acts>
          {before >= 0 && (
            <Button kind="still" note={sections[before]?.title} onClick={() => onSection(before)}>
              {say('handbook.previous')}
            </Button>
          )}
          {after >= 0 && (
            <Button note={sections[after]?.title} onClick={() => onSection(after)}>
              {say('handbook.next')}
            </Button>
          )}
        </Acts>
      }
    >
      <div ref={words} class={css.words}>
        <MarkdownView blocks={section?.blocks ?? []} topLevel={0} marked={marked} />
      </div>
      <Grow />
    </Screen>
  );
}
