import React, { useMemo } from 'react';
import { LoadingState, type PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { timelineFromFrames, timelineLabels } from '../../shared/timeline/from-frames';
import { TimelineChart } from '../../shared/timeline/TimelineChart';
import type { EntityTimelineOptions } from './options';

/** The timeline of one entity, fed by a `baseline` query or by any frames named observed, expected, lower, upper and anomalies. */
export function EntityTimelinePanel({ id, data, width, height, options, timeZone, fieldConfig }: PanelProps<EntityTimelineOptions>) {
  const series = useMemo(() => timelineFromFrames(data.series), [data.series]);
  const { entity, feature } = timelineLabels(data.series);
  if (series.times.length === 0) {
    if (data.state === LoadingState.Loading) return null;
    return (
      <PanelDataErrorView
        panelId={id}
        data={data}
        fieldConfig={fieldConfig}
        message="No series named observed. Choose a Habitus query of type Baseline with an entity and a feature."
      />
    );
  }
  return (
    <TimelineChart
      series={series}
      width={width}
      height={height}
      timeZone={timeZone}
      unit={[feature, entity].filter(Boolean).join(' of ') || 'Observed'}
      range={[data.timeRange.from.valueOf(), data.timeRange.to.valueOf()]}
      showBand={options.showBand}
      showExpected={options.showExpected}
    />
  );
}
