export type UrlPart = 'url.domain' | 'url.path' | 'url.query';

const MOST = 8 * 1024;

/** Tells domain, path and query of an address, or of the target of a request. Of what is neither nothing is told. */
export function addUrlParts(whole: unknown, add: (name: UrlPart, value: string) => void): void {
  if (typeof whole !== 'string' || whole === '' || whole.length > MOST) return;
  const isTarget = whole.startsWith('/');
  const url = URL.parse(whole, isTarget ? 'http://target.invalid' : undefined);
  if (url === null) return;
  const { hostname, pathname, search } = url;
  if (!isTarget && hostname !== '') add('url.domain', hostname);
  if (pathname !== '') add('url.path', pathname);
  if (search !== '') add('url.query', search.slice(1));
}
