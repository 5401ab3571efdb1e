// Grafana sets these when it starts and keeps them out of its packages' exports; the build finds them by their files (scripts/build-preview.mjs).
declare module 'grafana-internals/plugin-page' {
  export function setPluginPage(component: import('@grafana/runtime').PluginPageType): void;
}
declare module 'grafana-internals/panel-data-error-view' {
  export function setPanelDataErrorView(component: React.ComponentType<import('@grafana/runtime').PanelDataErrorViewProps>): void;
}
declare module 'grafana-internals/i18n' {
  export function initializeI18n(options: { ns?: string[]; language?: string }): Promise<{ language: string | undefined }>;
}
declare module '*.css';
