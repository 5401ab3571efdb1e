import { syslogParts } from './head';

test.each([
  ['<38>Nov 24 10:00:00 web1 sshd[77]: Accepted', 'sshd', 'Accepted'],
  ['<38>Nov  4 10:00:00 web1 nginx: 10.0.0.9 - -', 'nginx', '10.0.0.9 - -'],
  ['Nov 24 10:00:00 web1 sudo: ada', 'sudo', 'ada'],
  ['<38>2026-11-24T10:00:00.123+01:00 web1 sshd-session[77]: x', 'sshd-session', 'x'],
  ['<38>1 2026-11-24T10:00:00Z web1 app 77 ID47 - {"a":1}', 'app', '{"a":1}'],
  ['<38>1 2026-11-24T10:00:00Z web1 app - - [a@1 k="v\\"]] x"][b c="d"] \ufeffhello', 'app', 'hello'],
  ['<38>1 - - - - - -', '', ''],
  ['<38>1 2026-11-24T10:00:00Z web1 app - - [never closed', 'app', ''],
  ['<38>kernel: oops', 'kernel', 'oops'],
  ['<38>{"@timestamp":"2026"}', '', '{"@timestamp":"2026"}'],
  ['{"message":"a: b"}', '', '{"message":"a: b"}'],
  ['', '', ''],
])('%s', (line, program, message) => {
  const bytes = Buffer.from(line);
  const parts = syslogParts(bytes);
  expect([parts.program, bytes.subarray(parts.message).toString()]).toEqual([program, message]);
});

test('a hostile head of 200,000 characters takes less than 50 ms', () => {
  for (const filler of ['<1>1 a ', '[a="', '\\', ' ', 'Nov 24 ', 'a', '1']) {
    const bytes = Buffer.from(`<38>1 - - - - - ${filler.repeat(200_000 / filler.length)}`);
    const began = performance.now();
    syslogParts(bytes);
    syslogParts(Buffer.from(filler.repeat(200_000 / filler.length)));
    expect(performance.now() - began).toBeLessThan(50);
  }
});
