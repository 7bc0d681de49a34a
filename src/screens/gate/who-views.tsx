import { membersOf } from '../../actions/begin-group.ts';
import { Say } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import { CodesScreen } from './codes-screen.tsx';
import type { GateViewsProps } from './gate-views.tsx';
import type { View } from './view.ts';

const FindScreen = lazyScreen(() => import('./find-screen.tsx').then((m) => m.FindScreen));
const HouseholdScreen = lazyScreen(() =>
  import('./household-screen.tsx').then((m) => m.HouseholdScreen),
);
const VisitorScreen = lazyScreen(() => import('./visitor-screen.tsx').then((m) => m.VisitorScreen));
const CodeScreen = lazyScreen(() => import('../shift/code-screen.tsx').then((m) => m.CodeScreen));
const AgainScreen = lazyScreen(() => import('./again-screen.tsx').then((m) => m.AgainScreen));

export const whoLazies = [AgainScreen, FindScreen, HouseholdScreen, VisitorScreen, CodeScreen];

type WhoView = Extract<
  View,
  { kind: 'household' | 'find' | 'visitor' | 'again' | 'codes' | 'code' }
>;

/** Who it is, where no pass says it: found, asked, of a household, here before, or by what they show and type. */
export function WhoViews(props: GateViewsProps & { readonly view: WhoView }) {
  const { session, wiring, work, view } = props;
  const { toGate, show } = work;
  switch (view.kind) {
    case 'household':
      return (
        <HouseholdScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          household={view.household}
          people={view.people}
          isTogether={view.how === 'found'}
          onPerson={(person) =>
            view.how === 'found'
              ? work.measure(work.foundPerson(person.rosterNumber))
              : work.onMember(person, view.how)
          }
          onTogether={(people) => work.onTogether(people, view.how)}
          onFind={() => show({ kind: 'find' })}
          onVisitor={() => show({ kind: 'visitor', form: null })}
          onLeave={toGate}
        />
      );
    case 'find':
      return (
        <FindScreen
          session={session}
          wiring={wiring}
          onFound={(rosterNumber) =>
            work.measure(work.foundPerson(rosterNumber), view.progress ?? null)
          }
          onTogether={(household) =>
            show({
              kind: 'household',
              household,
              people: membersOf(session, household.id),
              how: 'found',
            })
          }
          onCode={work.onText}
          onPicture={(picture) => void work.onPicture(picture)}
          onType={() => show({ kind: 'code', isMistyped: false })}
          onVisitor={() => show({ kind: 'visitor', form: null })}
          onLeave={toGate}
        />
      );
    case 'visitor':
      return (
        <VisitorScreen
          wiring={wiring}
          form={view.form}
          onDone={(visitor) =>
            work.measure(
              {
                subject: { kind: 'visitor', visitor },
                identification: 'form',
                // What a stale form hides may be wrong by now, and nobody here can see it.
                shown:
                  view.form && !view.form.isStale
                    ? [{ kind: 'visitor-form', code: view.form.code }]
                    : [],
                follows: null,
                nameless: null,
              },
              view.progress ?? null,
            )
          }
          onLeave={toGate}
        />
      );
    case 'again':
      return (
        <AgainScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          onVisitor={work.onAgain}
          onLeave={toGate}
        />
      );
    case 'codes':
      return (
        <CodesScreen
          wiring={wiring}
          policy={session.policy}
          shown={[]}
          onDone={work.onCodesSeen}
          onLeave={toGate}
        >
          <Say>{say('codes.for-next')}</Say>
        </CodesScreen>
      );
    case 'code':
      return (
        <CodeScreen
          wiring={wiring}
          title={say('code.title')}
          label={say('code.label')}
          hint={say('code.hint')}
          problem={view.isMistyped ? say('code.mistyped') : undefined}
          onText={work.onText}
          onPicture={(picture) => void work.onPicture(picture)}
          onLeave={toGate}
        />
      );
    default:
      throw new Error(`unknown view ${(view satisfies never as WhoView).kind}`);
  }
}
