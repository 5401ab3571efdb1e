import { status } from '@grpc/grpc-js';
import { HabitusError } from '../../../pkg/errors';
import { Root } from 'protobufjs';
import { refusal } from './grpc-refusal';
import { WireError } from './wire';

const Status = Root.fromJSON({
  nested: {
    Status: { fields: { code: { type: 'int32', id: 1 }, message: { type: 'string', id: 2 }, details: { rule: 'repeated', type: 'Any', id: 3 } } },
    Any: { fields: { typeUrl: { type: 'string', id: 1 }, value: { type: 'bytes', id: 2 } } },
    RetryInfo: { fields: { retryDelay: { type: 'Duration', id: 1 } } },
    Duration: { fields: { seconds: { type: 'int64', id: 1 } } },
  },
});

test('want of room is RESOURCE_EXHAUSTED with a RetryInfo that protobufjs reads: only then do senders come again', () => {
  const { code, details, metadata } = refusal(new HabitusError('HAB-RECV-003', '1 bytes waiting'));
  expect([code, details]).toEqual([status.RESOURCE_EXHAUSTED, expect.stringContaining('1 bytes waiting')]);
  const told = Status.lookupType('Status')
    .decode(metadata.get('grpc-status-details-bin')[0] as Buffer)
    .toJSON();
  expect(told).toMatchObject({ code: 8, message: details, details: [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo' }] });
  const retry = Status.lookupType('RetryInfo').decode(Buffer.from((told.details as { value: string }[])[0]?.value ?? '', 'base64'));
  expect(retry.toJSON()).toEqual({ retryDelay: { seconds: '5' } });
});

test('damage is not to be sent again', () => {
  const { code, metadata } = refusal(new WireError('message ends at 3'));
  expect([code, metadata.get('grpc-status-details-bin')]).toEqual([status.INVALID_ARGUMENT, []]);
});
