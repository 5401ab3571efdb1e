/** Where the conventions put a whole address or the target of a request. */
const WHOLE = ['url.full', 'http.url', 'http.target'] as const;
const MOST = 8 * 1024;

/** Adds domain, path and query of the address that the attributes hold in one piece. What is no address adds nothing. */
export function addUrlParts(attributes: ReadonlyMap<string, unknown>, add: (name: string, value: string) => void): void {
  const whole = WHOLE.map((name) => attributes.get(name)).find((value) => typeof value === 'string');
  if (typeof whole !== 'string' || whole.length > MOST) return;
  const isTarget = whole.startsWith('/');
  const url = URL.parse(whole, isTarget ? 'http://target.invalid' : undefined);
  if (url === null) return;
  if (!isTarget) add('url.domain', url.hostname);
  add('url.path', url.pathname);
  add('url.query', url.search.slice(1));
}
