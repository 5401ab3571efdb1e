import { bootData } from './boot-data';
import type { Plugin } from './plugins';
import type { Preferences } from './preferences';

/** The page that every address answers with: the rest happens in the browser. */
export function page(plugins: ReadonlyMap<string, Plugin>, preferences: Preferences): string {
  // "<" could end the script that the data stands in.
  const data = JSON.stringify(bootData(plugins, preferences)).replaceAll('<', '\\u003c');
  const background = preferences.theme === 'light' ? '#f4f5f5' : '#111217';
  return `<!doctype html>
<html lang="en" data-theme="${preferences.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Habitus</title>
<base href="/">
<link rel="icon" href="/public/plugins/habitus-ueba-app/img/logo.svg">
<link rel="stylesheet" href="/preview/host.css">
<style>body { margin: 0; background: ${background}; }</style>
<script>window.grafanaBootData = ${data}; window.__grafana_public_path__ = '/public/';</script>
</head>
<body class="theme-${preferences.theme}">
<div id="reactRoot"></div>
<script type="module" src="/preview/host.js"></script>
</body>
</html>
`;
}
