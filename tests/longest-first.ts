import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A run is minutes shorter when nothing long begins last. What is not here follows, the larger file first. */
const LONGEST = [
  'journeys/gate-shift.journey',
  'journeys/set-up-street.journey',
  'journeys/offline-shell.journey',
  'scanning/scanner.journey',
  'visit/visit-page.journey',
  'journeys/rough-input.journey',
  'journeys/two-tabs.journey',
  'carry/carry.journey',
  'journeys/full-disk.journey',
  'desk/print.journey',
];
const LONG_IN_NODE = ['server/start', 'chaos/chaos', 'scanning/cpp-ladders', 'server/backup'];

const placeIn = (list: readonly string[], path: string): number =>
  list.findIndex((name) => path.endsWith(`/${name}.test.ts`));

function rank({ moduleId: path }: TestSpecification): number {
  const isJourney = path.endsWith('.journey.test.ts');
  const place = placeIn(isJourney ? LONGEST : LONG_IN_NODE, path);
  return (isJourney ? 0 : 100) + (place === -1 ? 99 : place);
}

/** Journeys wait more than they reckon: they begin first, and the tests that run in Node fill up what they leave. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
