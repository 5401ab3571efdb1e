import { DAY } from '../../model';
import type { ReadSoFar } from '../../store/elasticsearch/views/reader';
import { ReadingViews, viewsInWords } from './reading-views';

const NOTHING: ReadSoFar = { events: 0, searches: 0, questions: 0, held: { refused: 0, slow: 0, millis: 0 } };

test('progress moves within the week that is counted, by the questions that were answered', () => {
  const drawn: { share: number; detail: string }[] = [];
  let soFar = NOTHING;
  let searched: () => void = () => undefined;
  const views = {
    get soFar() {
      return soFar;
    },
    watch: (listener: () => void) => {
      searched = listener;
      return () => (searched = () => undefined);
    },
  };
  const reading = new ReadingViews({ update: (share, detail) => void drawn.push({ share, detail }) }, views, { from: 0, to: 14 * DAY, questions: 10 });
  soFar = { ...NOTHING, questions: 5, events: 1_200, held: { refused: 2, slow: 0, millis: 3_000 } };
  searched();
  expect(drawn.at(-1)).toMatchObject({ share: 0.25, detail: expect.stringMatching(/^1,200 events counted, .*\/s, paused 3 s \(cluster refused 2\)$/) });
  reading.learnt(7 * DAY, '1970-01-08');
  expect(drawn.at(-1)).toMatchObject({ share: 0.5, detail: expect.stringMatching(/^1970-01-08, 1,200 events/) });
  soFar = { ...soFar, questions: 12 };
  searched();
  expect(drawn.at(-1)!.share).toBeCloseTo(0.85);
  reading.end();
  const { length } = drawn;
  searched();
  expect(drawn).toHaveLength(length);
});

test('what was not covered is said, line by line', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06'];
  const view = { view: 'beats', indices: 1, counted: ['a'], notCounted: [{ feature: 'b', why: 'it has no indices' }], emptyDays: days };
  const gaps = [{ view: 'beats', kind: 'shards' as const, detail: 'shard 0 of x gave no answer: gone' }];
  expect(viewsInWords({ views: [view], gaps, events: 1, searches: 1, heldBack: 0 }).split('\n')).toEqual([
    'View beats: 1 of 2 features counted in 1 index.',
    'View beats: no event on 6 days: 2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05 and 1 more.',
    'View beats: shard 0 of x gave no answer: gone.',
    '',
  ]);
});
