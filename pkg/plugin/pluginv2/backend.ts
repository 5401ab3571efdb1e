import type {
  CallResourceRequest,
  CallResourceResponse,
  CheckHealthRequest,
  CheckHealthResponse,
  QueryDataRequest,
  QueryDataResponse,
} from './generated/pluginv2';

/** What Grafana asks of a data source's backend. Errors that a person should read are in the answers; a rejection is a fault. */
export interface Backend {
  /** Answers every refId that was asked. */
  queryData(request: QueryDataRequest): Promise<QueryDataResponse>;
  callResource(request: CallResourceRequest): Promise<CallResourceResponse>;
  checkHealth(request: CheckHealthRequest): Promise<CheckHealthResponse>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}
