import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Handbook } from '../../handbook/handbook.ts';
import { handbookSections } from '../../handbook/handbook-sections.ts';
import { QUIZ_LENGTH } from '../../handbook/pick-questions.ts';
import { type FoundBlock, searchHandbook } from '../../handbook/search-handbook.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { MarkdownView } from '../../ui/markdown-view.tsx';
import { NoRows, Row, Rows, RowsHead } from '../../ui/row.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { HandbookMissing } from './handbook-missing.tsx';
import css from './handbook-screen.module.css';
import { SectionScreen } from './section-screen.tsx';
import { ShiftTop } from './shift-top.tsx';
import { type ReadStreetHandbook, useHandbook } from './use-handbook.ts';

export interface HandbookScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly readStreet: ReadStreetHandbook;
  readonly onQuiz: () => void;
  readonly onLeave: () => void;
}

/** The gate handbook: what it has, and a search. */
export function HandbookScreen(props: HandbookScreenProps) {
  const { readStreet, onLeave } = props;
  const here = useHandbook(readStreet);
  const top = (
    <ShiftTop
      session={props.session}
      wiring={props.wiring}
      title={say('handbook.title')}
      onBack={onLeave}
    />
  );
  if (here.kind !== 'there') return <HandbookMissing here={here} top={top} />;
  return <Contents {...props} top={top} version={here.version} handbook={here.handbook} />;
}

type ContentsProps = HandbookScreenProps & {
  readonly top: ComponentChildren;
  readonly version: number;
  readonly handbook: Handbook;
};

function Contents({ session, wiring, top, version, handbook, onQuiz }: ContentsProps) {
  const { blocks, questions } = handbook;
  const [typed, setTyped] = useState('');
  /** Which section is open, and which of the handbook's blocks was looked for. */
  const [open, setOpen] = useState<{ section: number; found: number | null } | null>(null);
  useLayoutEffect(() => {
    if (open === null) scrollTo(0, 0);
  }, [open]);
  const sections = handbookSections(blocks);
  // What stands before the first section is read where the sections are listed.
  const intro = sections.find(({ level }, at) => at === 0 && level < 2);
  if (open) {
    return (
      <SectionScreen
        session={session}
        wiring={wiring}
        sections={sections}
        at={open.section}
        found={open.found}
        onSection={(section) => setOpen({ section, found: null })}
        onLeave={() => setOpen(null)}
      />
    );
  }
  const openBlock = (found: number) =>
    setOpen({
      section: sections.findLastIndex(({ from, level }) => from - Math.min(level, 1) <= found),
      found,
    });
  const isSearching = typed.trim() !== '';
  return (
    <Screen
      top={top}
      acts={
        questions.length > 0 && (
          <Acts>
            <Button
              kind="main"
              note={say('handbook.quiz-note', { count: Math.min(QUIZ_LENGTH, questions.length) })}
              onClick={onQuiz}
            >
              {say('handbook.quiz')}
            </Button>
          </Acts>
        )
      }
    >
      <Field
        label={say('handbook.search')}
        value={typed}
        onInput={setTyped}
        hint={say('handbook.search-hint')}
        maxLength={40}
      />
      {isSearching ? (
        <Found found={searchHandbook(blocks, typed)} onOpen={openBlock} />
      ) : (
        <>
          {intro && (
            <>
              {intro.title && <RowsHead>{intro.title}</RowsHead>}
              {intro.blocks.length > 0 && (
                <div class={css.words}>
                  <MarkdownView blocks={intro.blocks} topLevel={1} />
                </div>
              )}
            </>
          )}
          <Rows label={say('handbook.contents')}>
            {sections.map(({ title, blocks: own }, at) => {
              if (sections[at] === intro) return null;
              if (own.length === 0) return <RowsHead key={at}>{title}</RowsHead>;
              return (
                <Row key={at} title={title} onClick={() => setOpen({ section: at, found: null })} />
              );
            })}
          </Rows>
          <Say isSoft>{say(version === 0 ? 'handbook.of-app' : 'handbook.of-street')}</Say>
        </>
      )}
      <Grow />
    </Screen>
  );
}

const LONGEST_LINE = 80;

function Found({ found, onOpen }: { found: readonly FoundBlock[]; onOpen: (at: number) => void }) {
  if (found.length === 0) return <NoRows>{say('handbook.found-none')}</NoRows>;
  return (
    <Rows label={say('handbook.search')}>
      {found.map(({ at, line, headings }) => (
        <Row
          key={at}
          title={headings.at(-1) ?? line}
          detail={headings.length > 0 && shortened(line)}
          onClick={() => onOpen(at)}
        />
      ))}
    </Rows>
  );
}

const shortened = (line: string): string =>
  line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
