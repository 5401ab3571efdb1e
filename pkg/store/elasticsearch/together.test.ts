import type { Client } from '@elastic/elasticsearch';
import { Together } from './together';

interface Searches {
  readonly searches: readonly { readonly index?: string[]; readonly size?: number }[];
}

/** Answers with the size that was asked for; refuses what asks for `index: ['gone']`. */
function cluster(whole: 'answers' | 'fails' = 'answers') {
  const asked: string[] = [];
  const client = {
    search: ({ index, size }: { index: string[]; size: number }) => {
      asked.push(`search ${index.join()} ${size}`);
      return index[0] === 'gone' ? Promise.reject(new Error('no such index')) : Promise.resolve({ hits: size });
    },
    msearch: ({ searches }: Searches) => {
      asked.push(`msearch of ${searches.length / 2}`);
      if (whole === 'fails') return Promise.reject(new Error('too many requests'));
      const answer = (at: number): object => (searches[2 * at]?.index?.[0] === 'gone' ? { error: {}, status: 404 } : { hits: searches[2 * at + 1]?.size });
      return Promise.resolve({ responses: Array.from({ length: searches.length / 2 }, (_, at) => answer(at)) });
    },
  } as unknown as Client;
  return { asked, together: new Together(client) };
}

test('searches of one turn are one request, each with its own answer; one alone is a plain search', async () => {
  const { asked, together } = cluster();
  expect(await Promise.all([1, 2, 3].map(async (size) => await together.search({ index: ['a', 'a.*'], size })))).toEqual([1, 2, 3].map((hits) => ({ hits })));
  expect(await together.search({ index: ['a'], size: 4 })).toEqual({ hits: 4 });
  expect(asked).toEqual(['msearch of 3', 'search a 4']);
});

test('more than 50 are several requests', async () => {
  const { asked, together } = cluster();
  const answers = await Promise.all(Array.from({ length: 120 }, async (_, size) => await together.search({ index: ['a'], size })));
  expect(answers).toEqual(Array.from({ length: 120 }, (_, hits) => ({ hits })));
  expect(asked).toEqual(['msearch of 50', 'msearch of 50', 'msearch of 20']);
});

test('one that fails is asked again by itself and fails as it would alone; the others have their answers', async () => {
  const { asked, together } = cluster();
  const [good, bad] = await Promise.allSettled([together.search({ index: ['a'], size: 1 }), together.search({ index: ['gone'], size: 2 })]);
  expect([good, bad]).toMatchObject([{ value: { hits: 1 } }, { reason: { message: 'no such index' } }]);
  expect(asked).toEqual(['msearch of 2', 'search gone 2']);
});

test('where the whole request fails, each is asked by itself', async () => {
  const { asked, together } = cluster('fails');
  expect(await Promise.all([1, 2].map(async (size) => await together.search({ index: ['a'], size })))).toEqual([{ hits: 1 }, { hits: 2 }]);
  expect(asked).toEqual(['msearch of 2', 'search a 1', 'search a 2']);
});
