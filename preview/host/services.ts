import { EventBusSrv, standardEditorsRegistry, standardFieldConfigEditorRegistry, standardTransformersRegistry } from '@grafana/data';
import {
  FakeEchoSrv,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setDataSourceSrv,
  setEchoSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { initializeI18n } from 'grafana-internals/i18n';
import { setPanelDataErrorView } from 'grafana-internals/panel-data-error-view';
import { setPluginPage } from 'grafana-internals/plugin-page';
import { createBackendSrv } from './backend-srv';
import { HEADER_HEIGHT } from './chrome/Header';
import { PanelError } from './chrome/PanelError';
import { PluginPage } from './chrome/PluginPage';
import { createDataSourceSrv } from './data-source-srv';
import { standardEditors } from './editors';
import { getPanelPluginFromCache, importPanelPlugin } from './panel-plugins';
import { runRequest } from './run-request';
import { createTemplateSrv } from './template-srv';

/** Everything that Grafana sets in its packages when it starts, as far as the app uses it. */
export async function startServices(): Promise<void> {
  await initializeI18n({ ns: ['grafana'], language: 'en-US' });
  setBackendSrv(createBackendSrv());
  setDataSourceSrv(createDataSourceSrv());
  setTemplateSrv(createTemplateSrv());
  setRunRequest(runRequest);
  setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache });
  setEchoSrv(new FakeEchoSrv());
  setAppEvents(new EventBusSrv());
  setPluginPage(PluginPage);
  setPanelDataErrorView(PanelError);
  standardEditorsRegistry.setInit(standardEditors);
  for (const registry of [standardFieldConfigEditorRegistry, standardTransformersRegistry]) registry.setInit(() => []);
  setHooks();
}

/** No extensions, no way back to a dashboard: there is nothing else in the preview. */
function setHooks(): void {
  setReturnToPreviousHook(() => () => undefined);
  setChromeHeaderHeightHook(() => HEADER_HEIGHT);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
}
