import { commandOf, isTyping } from './keys';

const key = (name: string, target: HTMLElement, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target,
  ...more,
});
const row = document.createElement('li');

test('j and k work anywhere, verdicts and Enter only in the list', () => {
  expect(commandOf(key('j', row), false)).toBe('next');
  expect(commandOf(key('k', row), false)).toBe('previous');
  expect(commandOf(key('t', row), false)).toBeUndefined();
  expect(commandOf(key('t', row), true)).toBe('threat');
  expect(commandOf(key('Enter', row), true)).toBe('open');
});

test('Enter on a button is the button, and a chord is never ours', () => {
  expect(commandOf(key('Enter', document.createElement('button')), true)).toBeUndefined();
  expect(commandOf(key('b', row, { ctrlKey: true }), true)).toBeUndefined();
});

test('letters of a text are letters', () => {
  expect(isTyping({ target: document.createElement('input') })).toBe(true);
  expect(isTyping({ target: row })).toBe(false);
});
