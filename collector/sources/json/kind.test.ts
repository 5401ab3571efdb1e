import { recorder } from '../../testing/recorder';
import { kindOf, writeKind } from './kind';

test('a short form', () => {
  expect(kindOf('iam configuration: user change')).toEqual({ category: ['iam', 'configuration'], type: ['user', 'change'] });
});

test('neither category nor type is allowed, as ECS has no value for all there is', () => {
  expect(kindOf(':')).toEqual({ category: [], type: [] });
});

test('written', () => {
  const { out, fields } = recorder();
  writeKind(out, { ...kindOf('threat: indicator'), kind: 'alert' }, 'user.risk', 'unknown');
  expect(fields()).toEqual({
    'event.kind': 'alert',
    'event.category': ['threat'],
    'event.type': ['indicator'],
    'event.action': 'user.risk',
    'event.outcome': 'unknown',
  });
});
