import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { Link, useStyles2 } from '@grafana/ui';

/** The way to a page, as its scenes tell it. */
export function Breadcrumbs({ page }: { readonly page: NavModelItem | undefined }) {
  const styles = useStyles2(getStyles);
  const trail = trailOf(page);
  if (trail.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs" className={styles.nav}>
      <ol>
        {trail.map(({ text, url }, i) => (
          <li key={`${i}${text}`} aria-current={i === trail.length - 1 ? 'page' : undefined}>
            {url !== undefined && i < trail.length - 1 ? <Link href={url}>{text}</Link> : text}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function trailOf(page: NavModelItem | undefined): NavModelItem[] {
  if (!page) return [{ text: 'Habitus' }];
  return [...trailOf(page.parentItem), ...(page.hideFromBreadcrumbs ? [] : [page])];
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({
    padding: theme.spacing(1, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    ol: { display: 'flex', flexWrap: 'wrap', listStyle: 'none', margin: 0 },
    'li + li::before': { content: '"›"', margin: theme.spacing(0, 0.75) },
    'a:hover': { textDecoration: 'underline' },
  }),
});
