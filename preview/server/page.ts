import { bootData } from './boot-data';
import type { Plugin } from './plugins';
import type { Preferences } from './preferences';

/**
 * A browser started in the POSIX locale (as in a bare container) says `en-US@posix`, which `Intl` refuses: Grafana's packages ask it while they
 * load, and the page would stay empty.
 */
const KNOWN_LANGUAGE = `try { new Intl.NumberFormat(navigator.language); } catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
  Object.defineProperty(navigator, 'languages', { value: ['en-US'] });
}`;

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
<script>${KNOWN_LANGUAGE}</script>
<script>window.grafanaBootData = ${data}; window.__grafana_public_path__ = '/public/';</script>
</head>
<body class="theme-${preferences.theme}">
<div id="reactRoot"></div>
<script type="module" src="/preview/host.js"></script>
</body>
</html>
`;
}
