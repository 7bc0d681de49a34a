import { acceptHandover } from '../../actions/accept-handover.ts';
import { answerQuiz } from '../../actions/answer-quiz.ts';
import { answerStandards, standardsAnsweredAt } from '../../actions/answer-standards.ts';
import { readStreetHandbook } from '../../actions/gate-handbook.ts';
import { signReport } from '../../actions/sign-report.ts';
import { USUAL_STANDARDS } from '../../domain/gate-day.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import type { DayView } from './day-view.ts';
import type { GateViewsProps } from './gate-views.tsx';

const ReportScreen = lazyScreen(() => import('./report-screen.tsx').then((m) => m.ReportScreen));
const HandoverScreen = lazyScreen(() =>
  import('./handover-screen.tsx').then((m) => m.HandoverScreen),
);
const RotaScreen = lazyScreen(() => import('./rota-screen.tsx').then((m) => m.RotaScreen));
const StandardsScreen = lazyScreen(() =>
  import('./standards-screen.tsx').then((m) => m.StandardsScreen),
);
const HandbookScreen = lazyScreen(() =>
  import('./handbook-screen.tsx').then((m) => m.HandbookScreen),
);
const QuizScreen = lazyScreen(() => import('./quiz-screen.tsx').then((m) => m.QuizScreen));

export const dayLazies = [
  ReportScreen,
  HandoverScreen,
  RotaScreen,
  StandardsScreen,
  HandbookScreen,
  QuizScreen,
];

/** The gate's day: its report, what was left in words, who comes when, what must be there and be known. */
export function DayViews(props: GateViewsProps & { readonly view: DayView }) {
  const { session, wiring, work, view } = props;
  const { show } = work;
  switch (view.kind) {
    case 'report':
      return (
        <ReportScreen
          session={session}
          wiring={wiring}
          onSign={(report) =>
            void work.save(
              () => signReport(session, report, Date.now()),
              () => show(view),
            )
          }
          onLeave={() => show({ kind: view.from })}
        />
      );
    case 'handover': {
      const back = () => show({ kind: view.from });
      return (
        <HandoverScreen
          session={session}
          wiring={wiring}
          onAccept={(shiftId, by) =>
            void work.save(() => acceptHandover(session, shiftId, by, Date.now()), back)
          }
          onLeave={back}
        />
      );
    }
    case 'rota':
      return (
        <RotaScreen session={session} wiring={wiring} onLeave={() => show({ kind: 'duty' })} />
      );
    case 'standards': {
      const back = () => show({ kind: view.from });
      return (
        <StandardsScreen
          session={session}
          wiring={wiring}
          standards={session.day?.standards ?? USUAL_STANDARDS}
          answeredAt={standardsAnsweredAt(session)}
          onDone={(given) =>
            void work.save(() => answerStandards(session, given, Date.now()), back)
          }
          onLeave={back}
        />
      );
    }
    case 'handbook':
      return (
        <HandbookScreen
          session={session}
          wiring={wiring}
          readStreet={() => readStreetHandbook(session)}
          onQuiz={() => show({ kind: 'quiz' })}
          onLeave={() => show({ kind: 'duty' })}
        />
      );
    case 'quiz': {
      const back = () => show({ kind: 'handbook' });
      return (
        <QuizScreen
          session={session}
          wiring={wiring}
          readStreet={() => readStreetHandbook(session)}
          random={Math.random}
          onDone={(answer) => void work.save(() => answerQuiz(session, answer, Date.now()), back)}
          onLeave={back}
        />
      );
    }
    default:
      throw new Error(`unknown view ${(view satisfies never as DayView).kind}`);
  }
}
