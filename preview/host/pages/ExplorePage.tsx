import React, { useState } from 'react';
import { CoreApp, dateTime, LoadingState, makeTimeRange, type DataFrame, type DataQuery, type PanelData, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder, TimeRangeInput } from '@grafana/ui';
import { PluginPage } from '../chrome/PluginPage';
import { runRequest } from '../run-request';
import { FrameTable } from './FrameTable';
import { useDataSource, type LoadedSource } from './use-data-source';

/** The data source's query editor, and what it answers as tables. */
export function ExplorePage() {
  const loaded = useDataSource();
  return <PluginPage pageNav={{ text: 'Explore' }}>{loaded ? <Editor {...loaded} /> : <LoadingPlaceholder text="Loading the data source" />}</PluginPage>;
}

function Editor({ source, plugin }: LoadedSource) {
  const [query, setQuery] = useState<DataQuery>({ refId: 'A', ...source.getDefaultQuery?.(CoreApp.Explore) });
  const [range, setRange] = useState<TimeRange>(rangeOfAddress);
  const [data, setData] = useState<PanelData>();
  const QueryEditor = plugin.components.QueryEditor;
  const run = () => {
    const request = {
      app: CoreApp.Explore,
      requestId: 'explore',
      interval: '1h',
      intervalMs: 3_600_000,
      maxDataPoints: 1_000,
      timezone: 'browser',
      scopedVars: {},
    };
    runRequest(source, { ...request, range, targets: [query], startTime: dateTime().valueOf() }).subscribe(setData);
  };
  return (
    <>
      {QueryEditor && <QueryEditor datasource={source} query={query} onChange={setQuery} onRunQuery={() => undefined} app={CoreApp.Explore} range={range} />}
      <div style={{ display: 'flex', gap: 8, margin: '16px 0', maxWidth: 520 }}>
        <TimeRangeInput value={range} onChange={setRange} />
        <Button onClick={run} disabled={data?.state === LoadingState.Loading}>
          Run query
        </Button>
      </div>
      {data?.error && <Alert title="The query failed">{data.error.data?.message ?? data.error.message}</Alert>}
      {data?.series.map((frame: DataFrame, i) => (
        <FrameTable key={i} frame={frame} />
      ))}
    </>
  );
}

/** `?from=` and `?to=` as ISO times, else the last week. */
function rangeOfAddress(): TimeRange {
  const { from, to } = locationService.getSearchObject();
  if (typeof from === 'string' && typeof to === 'string') return makeTimeRange(dateTime(from), dateTime(to));
  return { ...makeTimeRange(dateTime().subtract(7, 'days'), dateTime()), raw: { from: 'now-7d', to: 'now' } };
}
