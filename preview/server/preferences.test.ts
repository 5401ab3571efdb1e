import { preferencesOf } from './preferences';

test('the address goes before the cookie, the cookie before the default', () => {
  expect(preferencesOf({ query: {}, headers: {} })).toEqual({ theme: 'dark', role: 'Admin' });
  expect(preferencesOf({ query: {}, headers: { cookie: 'a=b; preview_theme=light; preview_role=Viewer' } })).toEqual({ theme: 'light', role: 'Viewer' });
  expect(preferencesOf({ query: { theme: 'dark', role: 'Editor' }, headers: { cookie: 'preview_theme=light' } })).toEqual({ theme: 'dark', role: 'Editor' });
});

test('what is unknown is not chosen', () => {
  expect(preferencesOf({ query: { theme: 'pink', role: 'Root' }, headers: {} })).toEqual({ theme: 'dark', role: 'Admin' });
});
