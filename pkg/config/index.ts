export { resolveConfig, type Config, type Layers, type Origin } from './config';
export { showConfig } from './show';
export type { CalendarFile, SettingKey, Values } from './settings';
