import type { Handshake } from '../goplugin/handshake';

/** What Grafana agrees on with a backend. The cookie says `datasource` for plugins of every type. */
export const GRAFANA: Handshake = { cookie: { name: 'grafana_plugin_type', value: 'datasource' }, appProtocol: 2 };
