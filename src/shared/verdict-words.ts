import type { BadgeColor, IconName } from '@grafana/ui';
import type { VerdictKind } from './model';

interface Words {
  readonly label: string;
  readonly done: string;
  readonly tooltip: string;
  readonly colour: BadgeColor;
  readonly icon: IconName;
}

export const VERDICT_WORDS: Readonly<Record<VerdictKind, Words>> = {
  threat: { label: 'Threat', done: 'Threat', tooltip: 'This is an attack or an abuse', colour: 'red', icon: 'shield-exclamation' },
  benign: { label: 'Benign', done: 'Benign', tooltip: 'This is unusual, and in order', colour: 'green', icon: 'check' },
  snooze: { label: 'Snooze', done: 'Snoozed', tooltip: 'Not now', colour: 'darkgrey', icon: 'bell-slash' },
};

export const VERDICTS: readonly VerdictKind[] = ['threat', 'benign', 'snooze'];
