import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getRowStyles = (theme: GrafanaTheme2) => {
  const actions = 'habitus-row-actions';
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: '66px minmax(0, 1fr) 240px 132px',
      gap: theme.spacing(2),
      alignItems: 'center',
      padding: theme.spacing(1.25, 2),
      fontVariantNumeric: 'tabular-nums',
      '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
      [`& .${actions}`]: { opacity: 0 },
      [`&:hover .${actions}, &:focus-within .${actions}`]: { opacity: 1 },
      [theme.breakpoints.down('xl')]: { gridTemplateColumns: '58px minmax(0, 1fr) 140px 112px' },
      [`@media (hover: none)`]: { [`& .${actions}`]: { opacity: 1 } },
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: '58px minmax(0, 1fr)',
        rowGap: theme.spacing(0.75),
        [`& .${actions}`]: { opacity: 1 },
      },
    }),
    selected: css({ background: theme.colors.background.secondary, [`& .${actions}`]: { opacity: 1 } }),
    judged: css({ '& > :not(:nth-child(2))': { opacity: 0.6 } }),
    // The actions stand on the line of the name, where there is room; on a narrow screen below all.
    words: css({
      minWidth: 0,
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      columnGap: theme.spacing(1),
      [theme.breakpoints.down('xl')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    }),
    who: css({
      fontWeight: theme.typography.fontWeightMedium,
      overflowWrap: 'anywhere',
      'a:hover': { textDecoration: 'underline' },
      small: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular, marginLeft: theme.spacing(0.75) },
    }),
    what: css({ gridColumn: '1 / -1', marginTop: 1, overflowWrap: 'anywhere', b: { fontWeight: theme.typography.fontWeightBold } }),
    meta: css({
      gridColumn: '1 / -1',
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      minHeight: 28,
      marginTop: 2,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    actions: `${actions} ${css({
      gridRow: 1,
      gridColumn: 2,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      [theme.breakpoints.down('xl')]: { gridRow: 'auto', gridColumn: 1, marginTop: theme.spacing(0.5) },
    })}`,
    spark: css({ minHeight: 48, [theme.breakpoints.down('md')]: { gridColumn: 2, minHeight: 0 } }),
    odds: css({
      textAlign: 'right',
      small: { display: 'block', color: theme.colors.text.secondary },
      [theme.breakpoints.down('md')]: { gridColumn: 2, textAlign: 'left', small: { display: 'inline', marginLeft: theme.spacing(0.5) } },
    }),
  };
};
