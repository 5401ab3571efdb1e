import { Draft } from '../encode/draft';
import { staticAssets } from './static-assets';

test.each([
  ['/app/main.4f2a.js', 'GET', 200, 'static-asset'],
  ['/logo.SVG', 'HEAD', 304, 'static-asset'],
  ['/fonts/a.woff2', undefined, 200, 'static-asset'],
  ['/site.webmanifest', 'get', 200, 'static-asset'],
  ['/wp-login.css', 'GET', 404, undefined],
  ['/upload.png', 'POST', 200, undefined],
  ['/report.pdf', 'GET', 200, undefined],
  ['/data.json', 'GET', 200, undefined],
  ['/v1.2/items', 'GET', 200, undefined],
  ['/css', 'GET', 200, undefined],
  ['/a.js', 'GET', undefined, undefined],
  [undefined, 'GET', 200, undefined],
])('%s %s %s: %s', (path, method, status, expected) => {
  const draft = new Draft();
  draft.set('url.path', path ?? '');
  draft.set('http.request.method', method ?? '');
  if (status !== undefined) draft.set('http.response.status_code', status);
  expect(staticAssets.apply(draft)).toBe(expected);
});
