const MOST_NAMES = 100;

/** A URL, or a path with its query, without user, fragment and the values of its query. */
export function withoutValues(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  const query = end >= 0 && url[end] === '?' ? namesOf(url.slice(end + 1)) : '';
  return query === '' ? path : `${path}?${query}`;
}

/** A query with the names of its parameters: `user=*&page=*`. What is no name with a value is `*`. */
export function namesOf(query: string): string {
  const hash = query.indexOf('#');
  return (hash < 0 ? query : query.slice(0, hash))
    .split('&', MOST_NAMES)
    .map((pair) => (pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=*` : pair === '' ? '' : '*'))
    .filter((pair) => pair !== '')
    .join('&');
}
