import React from 'react';
import type { PanelDataErrorViewProps } from '@grafana/runtime';

/** What a panel shows instead of a drawing. */
export function PanelError({ message, data }: PanelDataErrorViewProps) {
  return <p>{data.error?.message ?? message ?? 'No data'}</p>;
}
