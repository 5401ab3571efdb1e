import React, { useEffect, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { Card } from '../../shared/Card';
import { errorSentence, habitusApi } from '../../shared/habitus-api';
import type { AnomalyDetail, VerdictKind } from '../../shared/model';
import { SeverityScore } from '../../shared/SeverityScore';
import { VerdictButtons } from '../../shared/VerdictButtons';

interface Props {
  readonly uid: string;
  readonly id: string;
}

/** One anomaly: the sentence first, then where the expectation comes from, the arithmetic, what else was odd, and the events. */
export function AnomalyView({ uid, id }: Props) {
  const api = useMemo(() => habitusApi(uid), [uid]);
  const [detail, setDetail] = useState<AnomalyDetail>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    api.anomaly(id).then(setDetail, (error: unknown) => setFailure(errorSentence(error)));
  }, [api, id]);
  if (failure) {
    return <Alert title="This anomaly cannot be shown">{failure}</Alert>;
  }
  if (!detail) {
    return <LoadingPlaceholder text="Loading the anomaly" />;
  }
  const judge = (verdict: VerdictKind) => {
    api.judge({ anomaly: id, verdict }).then(
      () => setDetail({ ...detail, verdict: { anomaly: id, verdict, by: '', at: Date.now() } }),
      (error: unknown) => setFailure(errorSentence(error))
    );
  };
  return <Shown detail={detail} onJudge={judge} />;
}

function Shown({ detail, onJudge }: { readonly detail: AnomalyDetail; readonly onJudge: (verdict: VerdictKind) => void }) {
  const styles = useStyles2(getStyles);
  const { anomaly, explanation, events, eventCount, verdict } = detail;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <SeverityScore score={anomaly.score} severity={anomaly.severity} />
        <div className={styles.words}>
          <h1>{explanation.sentence}</h1>
          <p>
            {anomaly.entity.id}, {anomaly.entity.type}. Expected {explanation.odds}.
          </p>
        </div>
        <VerdictButtons subject={anomaly.entity.id} verdict={verdict?.verdict} onJudge={onJudge} />
      </header>
      {explanation.paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <div className={styles.grid}>
        <Card title="Where the expectation comes from">
          <Lines rows={SOURCES.map(([key, label]) => [label, `${Math.round(100 * explanation.borrowed[key])} %`])} />
        </Card>
        <Card title="Receipt" hint="every number can be recomputed from the events">
          <Lines rows={explanation.arithmetic.map(({ label, value }) => [label, value])} />
        </Card>
        <Card title="Also in that hour">
          {explanation.also.length === 0 ? <p>Nothing else was unusual.</p> : <Lines rows={explanation.also.map(({ label, odds }) => [label, odds])} />}
        </Card>
      </div>
      <Card title={`The ${eventCount} events`} hint={events.length < eventCount ? `the first ${events.length}` : undefined}>
        <Events events={events} />
      </Card>
    </div>
  );
}

const SOURCES = [
  ['own', 'its own history at this hour'],
  ['neighbour', 'the hours around it'],
  ['peer', 'its peers'],
] as const;

function Lines({ rows }: { readonly rows: ReadonlyArray<readonly [string, string]> }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.lines}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const COLUMNS = ['@timestamp', 'event.action', 'event.outcome', 'user.name', 'source.ip', 'user_agent.name', 'url.path', 'file.path'];

function Events({ events }: { readonly events: ReadonlyArray<Record<string, unknown>> }) {
  const styles = useStyles2(getStyles);
  const columns = COLUMNS.filter((name) => events.some((event) => event[name] !== undefined));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event, index) => (
            <tr key={index}>
              {columns.map((name) => (
                <td key={name}>{String(event[name] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(2), fontVariantNumeric: 'tabular-nums' }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'flex-start' }),
  words: css({ flex: 1, minWidth: 280, h1: { fontSize: theme.typography.h3.fontSize, margin: 0 }, p: { color: theme.colors.text.secondary, margin: 0 } }),
  grid: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))' }),
  lines: css({
    margin: 0,
    '> div': {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      padding: theme.spacing(0.5, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    dt: { fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, textAlign: 'right' },
  }),
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { textAlign: 'left', padding: theme.spacing(0.5, 1), borderBottom: `1px solid ${theme.colors.border.weak}` },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
});
