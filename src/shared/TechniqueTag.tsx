import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ATTACK_VERSION, techniqueLabel, techniqueUrl } from './attack';

/** An ATT&CK technique as a tag, linked to its page. */
export function TechniqueTag({ technique }: { readonly technique: string }) {
  const styles = useStyles2(getStyles);
  const url = techniqueUrl(technique);
  if (!url) return <span className={styles.tag}>{technique}</span>;
  return (
    <a
      className={styles.tag}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={`MITRE ATT&CK ${ATTACK_VERSION}`}
      aria-label={`${techniqueLabel(technique)} on attack.mitre.org, opens in a new tab`}
    >
      {techniqueLabel(technique)}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tag: css({
    display: 'inline-block',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0, 0.75),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    'a&:hover': { color: theme.colors.text.primary, borderColor: theme.colors.border.strong, textDecoration: 'underline' },
  }),
});
