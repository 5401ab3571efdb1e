import { Root, type Type } from 'protobufjs';

/** The part of OTLP's schema that is read, for protobufjs as the oracle. */
const SCHEMA = {
  nested: {
    Request: { fields: { resourceLogs: { rule: 'repeated', type: 'ResourceLogs', id: 1 } } },
    ResourceLogs: { fields: { resource: { type: 'Resource', id: 1 }, scopeLogs: { rule: 'repeated', type: 'ScopeLogs', id: 2 } } },
    Resource: { fields: { attributes: { rule: 'repeated', type: 'KeyValue', id: 1 } } },
    ScopeLogs: { fields: { logRecords: { rule: 'repeated', type: 'LogRecord', id: 2 }, schemaUrl: { type: 'string', id: 3 } } },
    LogRecord: {
      fields: {
        timeUnixNano: { type: 'fixed64', id: 1 },
        severityNumber: { type: 'int32', id: 2 },
        severityText: { type: 'string', id: 3 },
        body: { type: 'AnyValue', id: 5 },
        attributes: { rule: 'repeated', type: 'KeyValue', id: 6 },
        droppedAttributesCount: { type: 'uint32', id: 7 },
        flags: { type: 'fixed32', id: 8 },
        traceId: { type: 'bytes', id: 9 },
        spanId: { type: 'bytes', id: 10 },
        observedTimeUnixNano: { type: 'fixed64', id: 11 },
        eventName: { type: 'string', id: 12 },
      },
    },
    Traces: { fields: { resourceSpans: { rule: 'repeated', type: 'ResourceSpans', id: 1 } } },
    ResourceSpans: { fields: { resource: { type: 'Resource', id: 1 }, scopeSpans: { rule: 'repeated', type: 'ScopeSpans', id: 2 } } },
    ScopeSpans: { fields: { spans: { rule: 'repeated', type: 'Span', id: 2 } } },
    Status: { fields: { message: { type: 'string', id: 2 }, code: { type: 'int32', id: 3 } } },
    SpanEvent: { fields: { timeUnixNano: { type: 'fixed64', id: 1 }, name: { type: 'string', id: 2 } } },
    Span: {
      fields: {
        traceId: { type: 'bytes', id: 1 },
        spanId: { type: 'bytes', id: 2 },
        traceState: { type: 'string', id: 3 },
        parentSpanId: { type: 'bytes', id: 4 },
        name: { type: 'string', id: 5 },
        kind: { type: 'int32', id: 6 },
        startTimeUnixNano: { type: 'fixed64', id: 7 },
        endTimeUnixNano: { type: 'fixed64', id: 8 },
        attributes: { rule: 'repeated', type: 'KeyValue', id: 9 },
        events: { rule: 'repeated', type: 'SpanEvent', id: 11 },
        status: { type: 'Status', id: 15 },
        flags: { type: 'fixed32', id: 16 },
      },
    },
    Metrics: { fields: { resourceMetrics: { rule: 'repeated', type: 'ResourceMetrics', id: 1 } } },
    ResourceMetrics: { fields: { resource: { type: 'Resource', id: 1 }, scopeMetrics: { rule: 'repeated', type: 'ScopeMetrics', id: 2 } } },
    ScopeMetrics: { fields: { metrics: { rule: 'repeated', type: 'Metric', id: 2 } } },
    Metric: {
      fields: {
        name: { type: 'string', id: 1 },
        gauge: { type: 'Points', id: 5 },
        sum: { type: 'Points', id: 7 },
        histogram: { type: 'Points', id: 9 },
        exponentialHistogram: { type: 'Points', id: 10 },
        summary: { type: 'Points', id: 11 },
      },
    },
    Points: { fields: { dataPoints: { rule: 'repeated', type: 'Point', id: 1 }, aggregationTemporality: { type: 'int32', id: 2 } } },
    Point: { fields: { timeUnixNano: { type: 'fixed64', id: 3 }, asInt: { type: 'sfixed64', id: 6 } } },
    KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
    AnyValue: {
      oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'] } },
      fields: {
        stringValue: { type: 'string', id: 1 },
        boolValue: { type: 'bool', id: 2 },
        intValue: { type: 'int64', id: 3 },
        doubleValue: { type: 'double', id: 4 },
        arrayValue: { type: 'ArrayValue', id: 5 },
        kvlistValue: { type: 'KeyValueList', id: 6 },
        bytesValue: { type: 'bytes', id: 7 },
      },
    },
    KeyValueList: { fields: { values: { rule: 'repeated', type: 'KeyValue', id: 1 } } },
    ArrayValue: { fields: { values: { rule: 'repeated', type: 'AnyValue', id: 1 } } },
  },
};

/** ExportLogsServiceRequest as protobufjs reads and writes it. */
export const LogsRequest: Type = Root.fromJSON(SCHEMA).lookupType('Request');
const TracesRequest: Type = Root.fromJSON(SCHEMA).lookupType('Traces');
const MetricsRequest: Type = Root.fromJSON(SCHEMA).lookupType('Metrics');

/** A request with one resource, written by protobufjs. */
export function encodeLogs(records: readonly Record<string, unknown>[], resource: readonly Record<string, unknown>[] = []): Buffer {
  return Buffer.from(
    LogsRequest.encode(LogsRequest.fromObject({ resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ logRecords: records }] }] })).finish()
  );
}

/** The same of spans; ids are base64, as protobufjs takes bytes. */
export function encodeSpans(spans: readonly Record<string, unknown>[], resource: readonly Record<string, unknown>[] = []): Buffer {
  return Buffer.from(
    TracesRequest.encode(TracesRequest.fromObject({ resourceSpans: [{ resource: { attributes: resource }, scopeSpans: [{ spans }] }] })).finish()
  );
}

/** The same of metrics. */
export function encodeMetrics(metrics: readonly Record<string, unknown>[]): Buffer {
  return Buffer.from(MetricsRequest.encode(MetricsRequest.fromObject({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] })).finish());
}

/** An attribute that is a text. */
export const text = (key: string, value: string): Record<string, unknown> => ({ key, value: { stringValue: value } });
