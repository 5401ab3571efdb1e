import { PanelPlugin } from '@grafana/data';
import { EntityTimelinePanel } from './EntityTimelinePanel';
import type { EntityTimelineOptions } from './options';

export const plugin = new PanelPlugin<EntityTimelineOptions>(EntityTimelinePanel).setPanelOptions((builder) =>
  builder
    .addBooleanSwitch({ path: 'showBand', name: 'Band', description: 'Where 95 of 100 such buckets lie', defaultValue: true })
    .addBooleanSwitch({ path: 'showExpected', name: 'Expectation', description: 'The dashed line', defaultValue: true })
);
