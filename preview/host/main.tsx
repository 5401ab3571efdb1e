import 'uplot/dist/uPlot.min.css';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { installDefine } from './amd';
import { Host } from './Host';
import { startServices } from './services';
import { SHARED_MODULES } from './shared-modules';

installDefine(SHARED_MODULES);
void startServices().then(() => createRoot(document.getElementById('reactRoot')!).render(<Host />));
