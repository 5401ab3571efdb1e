import { callOfRow } from './warehouse';
import type { Fields } from '../json/fields';

type Json = Readonly<Record<string, unknown>>;

/**
 * The calls of a batch (`{batch: […], context, sentAt}`), each with what the batch says for all of them, or the call inside an Amazon EventBridge
 * envelope (`detail`), or the row of a warehouse. Undefined for a call.
 */
export function batchOf(payload: Fields): readonly unknown[] | undefined {
  const detail = payload.at('detail');
  if (payload.has('detail-type') && detail.has('messageId')) return [payload.raw('detail')];
  const batch = payload.raw('batch');
  if (!Array.isArray(batch)) {
    const call = callOfRow(payload);
    return call && [call];
  }
  const shared = { sentAt: payload.raw('sentAt'), receivedAt: payload.raw('receivedAt') };
  const context = payload.raw('context');
  return batch.map((call: unknown) => (isJson(call) ? { ...shared, ...call, context: { ...asJson(context), ...asJson(call.context) } } : call));
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
