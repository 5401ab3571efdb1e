import { Fields } from './fields';
import { interactionOf } from './interaction';

test.each([
  ['Signed In', 'authentication', 'start', 'success'],
  ['user_login', 'authentication', 'start', 'success'],
  ['loginFailed', 'authentication', 'start', 'failure'],
  ['Login Error', 'authentication', 'start', 'failure'],
  ['logout', 'authentication', 'end', 'success'],
  ['Signed Out', 'authentication', 'end', 'success'],
  ['sign_up', 'iam', 'user', 'success'],
  ['Password Changed', 'iam', 'user', 'success'],
  ['session_start', 'session', 'start', undefined],
  ['$pageview', 'web', 'access', undefined],
  ['$pageleave', 'web', 'access', undefined],
  ['page_view', 'web', 'access', undefined],
  ['Viewed Pricing Page', 'web', 'access', undefined],
  ['screen_view', 'web', 'access', undefined],
  ['file_download', 'file', 'access', undefined],
  ['Report Exported', 'file', 'access', undefined],
  ['Blog in Sight', 'web', 'info', undefined],
  ['$autocapture', 'web', 'info', undefined],
  ['Login Button Hovered', 'web', 'info', undefined],
  ['Login Page Viewed', 'web', 'access', undefined],
  ['', 'web', 'info', undefined],
])('%s is %s', (name, category, type, outcome) => {
  const { kind, outcome: told } = interactionOf(name);
  expect([kind.category[0], kind.type[0], told]).toEqual([category, type, outcome]);
});

test.each([
  ['Login', { success: false }, 'failure'],
  ['Login', { success: 'true' }, 'success'],
  ['user_login', { status: 'failed' }, 'failure'],
  ['user_login', { status: 'premium' }, 'success'],
  ['Login Failed', { success: true }, 'failure'],
  ['Signed Up', { outcome: 'error', status: 'ok' }, 'failure'],
  ['Report Exported', { success: false }, undefined],
])('%s with %j is %s', (name, properties, outcome) => {
  const fields = new Fields(properties);
  expect(interactionOf(name, fields).outcome).toBe(outcome);
  expect([...fields.unread()]).toHaveLength(Object.keys(properties).length);
});

test('a name of 100,000 characters takes no time', () => {
  for (const name of ['viewed '.repeat(20_000), 'page '.repeat(20_000), 'aB'.repeat(50_000)]) {
    const began = performance.now();
    interactionOf(name);
    expect(performance.now() - began).toBeLessThan(20);
  }
});
