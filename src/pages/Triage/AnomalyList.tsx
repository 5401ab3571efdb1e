import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import { mayJudge } from '../../shared/access';
import { AnomalyRow } from './AnomalyRow';
import { commandOf, isTyping, type Command } from './keys';
import type { TriageRow } from './rows';
import type { TriageQueue } from './TriageQueue';

interface Props {
  readonly model: TriageQueue;
  readonly rows: readonly TriageRow[];
}

/** The ranking as a list with one selected row: j and k move, Enter opens, t, b and s judge. */
export function AnomalyList({ model, rows }: Props) {
  const styles = useStyles2(getStyles);
  const { verdicts, sparklines, trust } = model.useState();
  const [selectedId, select] = useState(rows[0]?.id);
  const list = useRef<HTMLOListElement>(null);
  const selected = Math.max(
    0,
    rows.findIndex(({ id }) => id === selectedId)
  );
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();

  useEffect(() => {
    const act = (command: Command) => {
      if (command === 'next' || command === 'previous') {
        const to = Math.min(rows.length - 1, Math.max(0, selected + (command === 'next' ? 1 : -1)));
        select(rows[to]!.id);
        list.current?.querySelectorAll<HTMLElement>(':scope > li')[to]?.focus();
      } else if (command === 'open') model.open(rows[selected]!.id);
      else if (mayJudge()) void model.judge(rows[selected]!.id, command);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const inList = list.current?.contains(event.target as Node) ?? false;
      const command = isTyping(event) ? undefined : commandOf(event, inList);
      if (!command) return;
      event.preventDefault();
      // Grafana has its own meaning for some of these keys.
      event.stopPropagation();
      act(command);
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [model, rows, selected]);

  return (
    <>
      <ol ref={list} className={styles.list} aria-label="Anomalies, the most unusual first">
        {rows.map((row, i) => (
          <AnomalyRow
            key={row.id}
            row={row}
            sparkline={sparklines[row.id]}
            verdict={verdicts[row.id]}
            selected={i === selected}
            now={trust?.now ?? row.since}
            timeZone={timeZone}
            onSelect={() => select(row.id)}
            onOpen={() => model.open(row.id)}
            onJudge={(verdict) => void model.judge(row.id, verdict)}
          />
        ))}
      </ol>
      <p className={styles.keys}>
        <kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>Enter</kbd> open
        {mayJudge() && (
          <>
            {' '}
            · <kbd>t</kbd> threat · <kbd>b</kbd> benign · <kbd>s</kbd> snooze
          </>
        )}
      </p>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  keys: css({
    margin: theme.spacing(1, 0, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '@media (hover: none)': { display: 'none' },
    kbd: {
      background: theme.colors.background.secondary,
      color: theme.colors.text.primary,
      boxShadow: 'none',
      border: `1px solid ${theme.colors.border.weak}`,
    },
  }),
});
