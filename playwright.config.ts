import { defineConfig } from '@playwright/test';
import type { PluginOptions } from '@grafana/plugin-e2e';

const libraries = process.env.HABITUS_CHROMIUM_LIBRARIES;

/** Started by scripts/e2e.mjs, which says where Chromium and the server are. */
export default defineConfig<PluginOptions>({
  testDir: 'tests',
  outputDir: 'test-results/artifacts',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: process.env.GRAFANA_URL ?? 'http://127.0.0.1:3000',
    locale: 'en-US',
    timezoneId: 'UTC',
    // What moves is not waited for, nor photographed half way.
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.HABITUS_CHROMIUM ? { executablePath: process.env.HABITUS_CHROMIUM } : {}),
      ...(libraries ? { env: { ...process.env, LD_LIBRARY_PATH: libraries } } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    },
  },
});
