import React from 'react';
import { Button, type ComponentSize } from '@grafana/ui';
import { JUDGE_HINT, mayJudge } from './access';
import type { VerdictKind } from './model';
import { VERDICTS, VERDICT_WORDS } from './verdict-words';

interface Props {
  /** Whom the verdict is about, for assistive technology: a page holds many of these. */
  readonly subject: string;
  readonly verdict: VerdictKind | undefined;
  readonly size?: ComponentSize;
  readonly onJudge: (verdict: VerdictKind) => void;
}

export function VerdictButtons({ subject, verdict, size = 'sm', onJudge }: Props) {
  const allowed = mayJudge();
  return (
    <>
      {VERDICTS.map((kind) => (
        <Button
          key={kind}
          size={size}
          variant="secondary"
          disabled={!allowed}
          tooltip={allowed ? VERDICT_WORDS[kind].tooltip : JUDGE_HINT}
          aria-label={`${VERDICT_WORDS[kind].label}: ${subject}`}
          aria-pressed={verdict === kind}
          onClick={() => onJudge(kind)}
        >
          {VERDICT_WORDS[kind].label}
        </Button>
      ))}
    </>
  );
}
