import { Draft } from '../../encode/draft';
import { Bots } from './bots';

const MARK = 'user_agent.synthetic.type';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0';

function request(at: number, fields: Readonly<Record<string, string>> = {}): Draft {
  const draft = new Draft();
  draft.time = at;
  draft.set('source.ip', '203.0.113.9');
  draft.set('user_agent.original', BROWSER);
  draft.set('http.request.method', 'GET');
  for (const [field, value] of Object.entries(fields)) draft.set(field as 'source.ip', value);
  return draft;
}

/** 40 requests in four seconds, the last of them. */
function burst(
  bots: Bots,
  fields: (n: number) => Readonly<Record<string, string>> = () => ({})
): { readonly draft: Draft; readonly outcome: string | undefined } {
  let last = { draft: new Draft(), outcome: undefined as string | undefined };
  for (let n = 0; n < 40; n++) {
    const draft = request(n * 100, fields(n));
    last = { draft, outcome: bots.apply(draft) };
  }
  return last;
}

const rate = { requests: 20, seconds: 60 };

test('a program that says nothing of itself is marked by its rate, and stays', () => {
  const { draft, outcome } = burst(new Bots({ bots: 'mark', rate }));
  expect([outcome, draft.text(MARK)]).toEqual([undefined, 'bot']);
});

test('the first requests are not marked, nor one who comes back at a person’s pace', () => {
  const bots = new Bots({ bots: 'mark', rate });
  const first = request(0);
  bots.apply(first);
  burst(bots);
  const later = request(600_000);
  bots.apply(later);
  expect([first.has(MARK), later.has(MARK)]).toEqual([false, false]);
});

test('where the operator wants them dropped, each kind has its reason', () => {
  const bots = new Bots({ bots: 'drop', rate });
  expect(bots.apply(request(0, { [MARK]: 'bot' }))).toBe('bot');
  expect(bots.apply(request(0, { [MARK]: 'test' }))).toBeUndefined();
  expect(burst(bots).outcome).toBe('bot-rate');
});

test('an office behind one address is no program: its users count each for himself', () => {
  const { draft } = burst(new Bots({ bots: 'mark', rate }), (n) => ({ 'habitus.entity.actor.user': `user${n % 3}` }));
  expect(draft.has(MARK)).toBe(false);
});

test('what is no request is never taken for one: a sprayed sign-in is not dropped', () => {
  const bots = new Bots({ bots: 'drop', rate });
  for (let n = 0; n < 100; n++) {
    const draft = request(n);
    draft.remove('http.request.method');
    expect(bots.apply(draft)).toBeUndefined();
  }
});

test('without a rate only those that say so are bots', () => {
  expect(burst(new Bots({ bots: 'drop', rate: false })).outcome).toBeUndefined();
});
