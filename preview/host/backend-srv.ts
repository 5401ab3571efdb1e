import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { from, lastValueFrom, throwError, type Observable } from 'rxjs';

/** Requests to the server. Failures have the shape of Grafana's, so that plugins read them as they do there. */
export function createBackendSrv(): BackendSrv {
  const fetch = <T>(options: BackendSrvRequest): Observable<FetchResponse<T>> => from(send<T>(options));
  const request = async <T>(options: BackendSrvRequest): Promise<T> => (await lastValueFrom(fetch<T>(options))).data;
  return {
    fetch,
    request,
    datasourceRequest: (options) => lastValueFrom(fetch(options)),
    get: (url, params, requestId, options) => request({ ...options, url, params, ...(requestId ? { requestId } : {}), method: 'GET' }),
    delete: (url, data, options) => request({ ...options, url, data, method: 'DELETE' }),
    post: (url, data, options) => request({ ...options, url, data, method: 'POST' }),
    patch: (url, data, options) => request({ ...options, url, data, method: 'PATCH' }),
    put: (url, data, options) => request({ ...options, url, data, method: 'PUT' }),
    chunked: () => throwError(() => new Error('the preview does not stream')),
  };
}

async function send<T>(config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const response = await window.fetch(addressOf(config), {
    method: config.method ?? 'GET',
    headers: { ...(config.data === undefined ? {} : { 'content-type': 'application/json' }), ...config.headers },
    ...(config.data === undefined ? {} : { body: JSON.stringify(config.data) }),
    ...(config.abortSignal ? { signal: config.abortSignal } : {}),
  });
  const data = readBody(await response.text()) as T;
  const { status, statusText, ok, headers, redirected, type, url } = response;
  if (!ok) throw { status, statusText, data, config } satisfies FetchError<T>;
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

function addressOf({ url, params }: BackendSrvRequest): string {
  const query = new URLSearchParams(params as Record<string, string> | undefined).toString();
  const path = url.startsWith('/') ? url : `/${url}`;
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
