import { DAY } from '../../pkg/model';
import { Housekeeping } from './housekeeping';

const NOW = Date.UTC(2026, 10, 24, 12);

function recording(fail = false): { readonly log: string[]; readonly events: ConstructorParameters<typeof Housekeeping>[0] } {
  const log: string[] = [];
  return {
    log,
    events: {
      retain: (before) => Promise.resolve(log.push(`retain ${new Date(before).toISOString()}`)),
      compact: async (now) => {
        log.push(`compact ${new Date(now).toISOString()}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (fail) throw new Error('disk full');
        log.push('compacted');
        return { events: 0, merged: 0 };
      },
    },
  };
}

test('drops what was kept long enough, then compacts; without a time to keep nothing is dropped', async () => {
  const { log, events } = recording();
  await new Housekeeping(events, () => NOW, 30 * DAY).round();
  await new Housekeeping(events, () => NOW).round();
  expect(log).toEqual(['retain 2026-10-25T12:00:00.000Z', 'compact 2026-11-24T12:00:00.000Z', 'compacted', 'compact 2026-11-24T12:00:00.000Z', 'compacted']);
});

test('rounds follow each other, and stop waits for the one that runs', async () => {
  const { log, events } = recording();
  const housekeeping = new Housekeeping(events, () => NOW);
  void housekeeping.round();
  void housekeeping.round();
  await housekeeping.stop();
  await housekeeping.stop();
  expect(log.filter((line) => line === 'compacted')).toHaveLength(2);
  expect(log.map((line) => line.split(' ')[0])).toEqual(['compact', 'compacted', 'compact', 'compacted']);
});

test('what fails is said and tried again', async () => {
  const { log, events } = recording(true);
  const housekeeping = new Housekeeping(events, () => NOW);
  await housekeeping.round();
  expect(housekeeping.error).toBe('disk full');
  await housekeeping.round();
  expect(log).toHaveLength(2);
});
