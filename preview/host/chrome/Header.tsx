import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { IconButton, TextLink, useStyles2 } from '@grafana/ui';
import { useThemeChoice } from './theme';

export const HEADER_HEIGHT = 40;

const LINKS = [
  ['Triage', '/'],
  ['Explore', '/explore'],
  ['Data source', '/connections/datasources/edit/habitus'],
] as const;

/** Says what this is: a stand-in, with the few pages that it has. */
export function Header() {
  const styles = useStyles2(getStyles);
  const { name, choose } = useThemeChoice();
  const other = name === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.header}>
      <img src="/public/plugins/habitus-ueba-app/img/logo.svg" alt="" width={20} height={20} />
      <span className={styles.what} title={config.buildInfo.versionString}>
        Habitus preview, not Grafana
      </span>
      <nav className={styles.nav} aria-label="Preview">
        {LINKS.map(([text, href]) => (
          <TextLink key={href} href={href} inline={false} variant="bodySmall" color="secondary">
            {text}
          </TextLink>
        ))}
      </nav>
      <span className={styles.role}>{config.bootData.user.orgRole}</span>
      <IconButton name="adjust-circle" size="lg" tooltip={`Use the ${other} theme`} onClick={() => choose(other)} />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    minHeight: HEADER_HEIGHT,
    padding: theme.spacing(0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  what: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap', [theme.breakpoints.down('sm')]: { display: 'none' } }),
  nav: css({ display: 'flex', gap: theme.spacing(2), marginLeft: 'auto' }),
  role: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
