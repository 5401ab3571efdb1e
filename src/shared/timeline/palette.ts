import type { GrafanaTheme2 } from '@grafana/data';

/** The colours in which every timeline is drawn: in a row, on a page, in a panel. */
export function timelinePalette(theme: GrafanaTheme2) {
  const dark = theme.isDark;
  return {
    observed: theme.colors.text.primary,
    expected: dark ? '#6e9fff' : '#3865ab',
    band: dark ? 'rgba(110, 159, 255, 0.16)' : 'rgba(56, 101, 171, 0.14)',
    mark: dark ? '#ff7383' : '#d10e5c',
    grid: theme.colors.border.weak,
    label: theme.colors.text.secondary,
    canvas: theme.colors.background.primary,
  };
}

export type TimelinePalette = ReturnType<typeof timelinePalette>;
