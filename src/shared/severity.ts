import type { GrafanaTheme2 } from '@grafana/data';
import type { Severity } from './model';

const DARK: Record<Severity, string> = { critical: '#ff5286', high: '#ff9830', medium: '#f2cc0c', low: '#8ab8ff', info: '#b4b5c0' };
// On white, yellow and orange need to be darker to reach a contrast of 4.5.
const LIGHT: Record<Severity, string> = { critical: '#c4004d', high: '#a84600', medium: '#7d6100', low: '#1f60c4', info: '#56575f' };

/** A severity's colour: always beside its number and its word, never alone. */
export function severityColour(theme: GrafanaTheme2, severity: Severity): string {
  return (theme.isDark ? DARK : LIGHT)[severity];
}

export function isSeverity(text: string): text is Severity {
  return text in DARK;
}
