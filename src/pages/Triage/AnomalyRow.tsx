import React from 'react';
import { cx } from '@emotion/css';
import { Badge, LinkButton, useStyles2 } from '@grafana/ui';
import { moment, plural } from '../../shared/format';
import { anomalyPath } from '../../shared/ids';
import type { SparklineData, VerdictKind } from '../../shared/model';
import { brief } from '../../shared/reason';
import { SeverityScore } from '../../shared/SeverityScore';
import { TechniqueTag } from '../../shared/TechniqueTag';
import { Sparkline } from '../../shared/timeline/Sparkline';
import { VERDICT_WORDS } from '../../shared/verdict-words';
import { VerdictButtons } from '../../shared/VerdictButtons';
import { getRowStyles } from './row-styles';
import type { TriageRow } from './rows';
import { describeSparkline, timelineOf } from './sparkline-series';
import { emphasise, seenAlsoAt, splitOdds } from './words';

interface Props {
  readonly row: TriageRow;
  readonly sparkline: SparklineData | undefined;
  readonly verdict: VerdictKind | undefined;
  readonly selected: boolean;
  readonly now: number;
  readonly timeZone: string;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
  readonly onJudge: (verdict: VerdictKind) => void;
}

export function AnomalyRow({ row, sparkline, verdict, selected, now, timeZone, onSelect, onOpen, onJudge }: Props) {
  const styles = useStyles2(getRowStyles);
  const [odds, such] = splitOdds(row.odds);
  return (
    <li
      className={cx(styles.row, selected && styles.selected, verdict && styles.judged)}
      tabIndex={selected ? 0 : -1}
      aria-current={selected ? 'true' : undefined}
      aria-label={`${row.entity}, score ${Math.round(row.score)}, ${row.severity}`}
      onFocus={onSelect}
      onClick={onSelect}
      data-testid="habitus anomaly row"
    >
      <SeverityScore score={row.score} severity={row.severity} />
      <div className={styles.words}>
        <div className={styles.who}>
          <a href={anomalyPath(row.id)} onClick={(event) => followHere(event, onOpen)}>
            {row.entity}
          </a>
          <small>{row.entityType}</small>
        </div>
        <div className={styles.what}>
          {emphasise(brief(row.reason), row.observed).map(({ text, strong }, i) =>
            strong ? <b key={i}>{text}</b> : <React.Fragment key={i}>{text}</React.Fragment>
          )}
        </div>
        <div className={styles.meta}>
          {row.technique && <TechniqueTag technique={row.technique} />}
          <span>
            since {moment(row.since, now, timeZone)}
            {row.hours > 1 && `, ${plural(row.hours, 'hour')}`}
          </span>
          {row.also.length > 0 && <span title={row.also.join('\n')}>{seenAlsoAt(row.also)}</span>}
          {!row.closed && <Badge text="still filling" color="blue" tooltip="Its hour is not over: the score may still rise" />}
          {verdict && <Badge text={VERDICT_WORDS[verdict].done} color={VERDICT_WORDS[verdict].colour} icon={VERDICT_WORDS[verdict].icon} />}
        </div>
        <div className={styles.actions}>
          <LinkButton size="sm" href={anomalyPath(row.id)} onClick={(event) => followHere(event, onOpen)}>
            Open
          </LinkButton>
          <VerdictButtons subject={row.entity} verdict={verdict} onJudge={onJudge} />
        </div>
      </div>
      <div className={styles.spark}>
        {sparkline && <Sparkline series={timelineOf(sparkline)} width={240} height={48} label={describeSparkline(sparkline)} />}
      </div>
      <div className={styles.odds}>
        {odds}
        <small>{such}</small>
      </div>
    </li>
  );
}

/** A plain click stays in the page; with a modifier it is the browser's. */
function followHere(event: React.MouseEvent<HTMLElement>, open: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  open();
}
