import React, { useEffect } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { Breadcrumbs } from './Breadcrumbs';

/** The frame that Grafana puts around a plugin's page: way, title, actions. */
export function PluginPage({ pageNav, subTitle, actions, renderTitle, children }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? 'Habitus';
  useEffect(() => {
    document.title = `${title} - Habitus preview`;
  }, [title]);
  return (
    <>
      <Breadcrumbs page={pageNav} />
      <main className={styles.main}>
        <div className={styles.head}>
          <div className={styles.title}>
            {renderTitle ? renderTitle(title) : <h1>{title}</h1>}
            {subTitle !== undefined && <div className={styles.sub}>{subTitle}</div>}
          </div>
          <div className={styles.actions}>{actions}</div>
        </div>
        {children}
      </main>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  main: css({ padding: theme.spacing(2), [theme.breakpoints.up('md')]: { padding: theme.spacing(3, 4) } }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  title: css({ flex: '1 1 320px', minWidth: 0, h1: { margin: 0 } }),
  sub: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
