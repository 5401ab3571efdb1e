import { LoadingState, toDataFrame, type DataQueryRequest, type DataQueryResponse, type DataSourceApi, type PanelData } from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, isObservable, map, of, startWith, type Observable } from 'rxjs';

/** Runs a request against a data source: first that it loads, then each answer, or the error as data. */
export function runRequest(source: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const base: PanelData = { state: LoadingState.Loading, series: [], timeRange: request.range, request };
  return answersOf(source, request).pipe(
    map((answer) => panelDataOf(base, answer)),
    catchError((error: unknown) => {
      const failure = toDataQueryError(error);
      return of({ ...base, state: LoadingState.Error, error: failure, errors: [failure] });
    }),
    startWith(base)
  );
}

function answersOf(source: DataSourceApi, request: DataQueryRequest): Observable<DataQueryResponse> {
  const asked = source.filterQuery ? { ...request, targets: request.targets.filter((query) => source.filterQuery!(query)) } : request;
  if (asked.targets.length === 0) return of({ data: [] });
  const answer = source.query(asked);
  return isObservable(answer) ? answer : from(answer);
}

function panelDataOf(base: PanelData, { data, state, error, errors }: DataQueryResponse): PanelData {
  const failures = errors ?? (error ? [error] : []);
  return {
    ...base,
    state: state ?? (failures.length > 0 ? LoadingState.Error : LoadingState.Done),
    series: data.map((frame) => toDataFrame(frame)),
    ...(failures.length > 0 ? { error: failures[0]!, errors: failures } : {}),
  };
}
