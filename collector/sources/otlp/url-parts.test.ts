import { addUrlParts } from './url-parts';

test.each([
  ['https://shop.example:8443/cart?item=7#top', { 'url.domain': 'shop.example', 'url.path': '/cart', 'url.query': 'item=7' }],
  ['/cart', { 'url.path': '/cart' }],
  ['/cart?', { 'url.path': '/cart' }],
  ['mailto:ada@example.com', { 'url.path': 'ada@example.com' }],
  ['http://[', {}],
  ['cart', {}],
  ['', {}],
  [7, {}],
  [`/${'x'.repeat(9_000)}`, {}],
])('%j', (whole, parts) => {
  const found: Record<string, string> = {};
  addUrlParts(whole, (name, value) => (found[name] = value));
  expect(found).toEqual(parts);
});
