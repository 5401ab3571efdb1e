import { Draft } from '../encode/draft';
import { readUserAgent } from './user-agent';

function parts(original: string): (string | undefined)[] {
  const draft = new Draft();
  draft.set('user_agent.original', original);
  readUserAgent(draft);
  return (['user_agent.name', 'user_agent.version', 'user_agent.os.name', 'user_agent.synthetic.type'] as const).map((field) => draft.text(field));
}

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', ['Firefox', '143.0', 'Linux', undefined]],
  ['curl/8.5.0', ['curl', '8.5.0', undefined, 'bot']],
  ['python-requests/2.32', ['python-requests', '2.32', undefined, 'bot']],
  ['Go-http-client/1.1', ['Go-http-client', '1.1', undefined, 'bot']],
  ['AcmeSync', ['AcmeSync', undefined, undefined, 'bot']],
])('%s', (original, expected) => expect(parts(original)).toEqual(expected));

test('what the sender already read stays', () => {
  const draft = new Draft();
  draft.set('user_agent.original', 'curl/8.5.0');
  draft.set('user_agent.name', 'ours');
  readUserAgent(draft);
  expect(draft.text('user_agent.name')).toBe('ours');
});

test('a hostile agent of 200,000 characters takes less than 100 ms', () => {
  for (const filler of ['a', '/', 'a/1 ', '(']) {
    const began = performance.now();
    parts(filler.repeat(200_000 / filler.length));
    expect(performance.now() - began).toBeLessThan(100);
  }
});
