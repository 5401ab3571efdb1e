import { Directory } from './directory';

const ADA = { id: 'ada', names: ['ada.lovelace@acme.com', 'ACME\\alovelace'], department: 'Research' };
const WEBER = { id: 'e-17', names: ['j.weber@acme.com'] };
const OTHER = { id: 'e-18', names: ['j.weber@acme.co.uk'] };
const directory = new Directory([ADA, WEBER, OTHER], ['acme.com', 'ACME.co.uk', 'ACME']);

test.each([
  ['ADA', 'ada'],
  [' Ada.Lovelace@ACME.com', 'ada'],
  ['ada.lovelace', 'ada'],
  ['acme\\ADA', 'ada'],
  ['alovelace@acme.com', 'ada'],
  ['ada@gmail.com', undefined],
  ['OTHER\\ada', undefined],
  ['j.weber@acme.com', 'e-17'],
  ['j.weber@acme.co.uk', 'e-18'],
  ['j.weber', 'shared'],
  ['ACME\\j.weber', 'shared'],
  ['nobody', undefined],
  ['-', undefined],
  ['@acme.com', undefined],
])('%s is %s', (name, id) => {
  const owner = directory.find(name);
  expect(typeof owner === 'object' ? owner.id : owner).toBe(id);
});

test('names that are shared are listed; two rows of one id are one person', () => {
  expect(directory.shared).toEqual(['j.weber']);
  const merged = new Directory([
    { id: 'a', names: ['x'] },
    { id: 'A', names: ['y'], title: 'Dr' },
  ]);
  expect(merged.size).toBe(1);
  expect(merged.find('x')).toBe(merged.find('y'));
  expect(merged.find('y')).toEqual({ id: 'a', names: ['x', 'y'], title: 'Dr' });
});

test('domains alone are a rule', () => {
  const rules = new Directory([], ['acme.com', 'ACME']);
  expect(['acme\\svc', 'svc@acme.com', 'svc', 'svc@x.com'].map((name) => rules.withoutDomain(name))).toEqual(['svc', 'svc', 'svc', 'svc@x.com']);
});
