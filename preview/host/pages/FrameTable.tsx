import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormatISO, FieldType, getFieldDisplayName, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

const MOST_ROWS = 50;

/** A frame as it came: no transformation, no panel. */
export function FrameTable({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getStyles);
  const rows = Array.from({ length: Math.min(frame.length, MOST_ROWS) }, (_, i) => i);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={frame.name ?? 'Answer'}>
      <table>
        <caption>{`${frame.name ?? 'Answer'}, ${frame.length} rows`}</caption>
        <thead>
          <tr>
            {frame.fields.map((field, i) => (
              <th key={i} scope="col">
                {getFieldDisplayName(field, frame)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {frame.fields.map((field, i) => (
                <td key={i}>{field.type === FieldType.time ? dateTimeFormatISO(field.values[row]) : String(field.values[row] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflowX: 'auto',
    marginBottom: theme.spacing(2),
    caption: { captionSide: 'top', color: theme.colors.text.secondary },
    'th, td': { padding: theme.spacing(0.5, 1), borderBottom: `1px solid ${theme.colors.border.weak}`, verticalAlign: 'top' },
  }),
});
