import { APP, expect, test } from './app';

const RANKING = '**/api/ds/query*';
const DETAIL = '**/resources/anomalies/*';

test.describe('what is shown when there is nothing, nothing yet, or an error', () => {
  test('a browser in the POSIX locale shows the page, as a bare container has it', async ({ page, triage }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true });
    });
    await triage.open();
    await expect(triage.rows.first()).toBeVisible();
  });

  test('triage while it loads', async ({ page, accessible, picture }) => {
    await page.route(RANKING, () => undefined);
    await page.goto(`/a/${APP}/triage`);
    await expect(page.getByRole('status', { name: 'Loading the ranking' })).toBeVisible();
    await accessible();
    await picture('triage-loading');
  });

  test("triage when the query fails: the backend's own words, and a way to try again", async ({ page, triage, accessible, picture }) => {
    const answer = { results: { ranking: { status: 503, error: 'HAB-STORE-001: the directory is owned by process 12', frames: [] } } };
    await page.route(RANKING, (route) => route.fulfill({ status: 400, json: answer }));
    await page.goto(`/a/${APP}/triage`);
    await expect(page.getByText('HAB-STORE-001: the directory is owned by process 12')).toBeVisible();
    await accessible();
    await picture('triage-error');
    await page.unroute(RANKING);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(triage.rows.first()).toBeVisible();
  });

  test('triage of a quiet time says so and leads to the data', async ({ page, triage, accessible, picture }) => {
    await page.goto(`/a/${APP}/triage?from=2020-01-01T00:00:00.000Z&to=2020-01-02T00:00:00.000Z`);
    await expect(page.getByText('Nothing deviated in this time range')).toBeVisible();
    await accessible();
    await picture('triage-empty');
    await page.getByRole('button', { name: 'Look at all the data' }).click();
    await expect(triage.rows.first()).toBeVisible();
  });

  test('no events at all: what to do first', async ({ page }) => {
    const nothing = { now: Date.now(), sources: [], silentSources: [], watched: {}, deadLettered: 0, dropped: 0, late: 0, budgetPerDay: 20 };
    await page.route('**/resources/trust', (route) => route.fulfill({ json: nothing }));
    await page.route(RANKING, (route) => route.fulfill({ json: { results: { ranking: { status: 200, frames: [] } } } }));
    await page.goto(`/a/${APP}/triage`);
    await expect(page.getByText('No events have arrived yet')).toBeVisible();
    await expect(page.getByText(/Send events to the OTLP endpoint/)).toBeVisible();
  });

  test('no data source: the next step, for who may take it', async ({ page, accessible }) => {
    const without = async (role: string): Promise<void> => {
      await page.route(`**/a/${APP}/triage*`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/"datasources":\{"Habitus".*?"url":"[^"]*"\}\}/, '"datasources":{}');
        await route.fulfill({ response, body });
      });
      await page.goto(`/a/${APP}/triage?role=${role}`);
      await expect(page.getByText('Habitus has no data source yet')).toBeVisible();
      await page.unroute(`**/a/${APP}/triage*`);
    };
    await without('Admin');
    await expect(page.getByRole('button', { name: 'Add the Habitus data source' })).toBeVisible();
    await accessible();
    await without('Viewer');
    await expect(page.getByText('Ask an Admin to add the data source "Habitus".')).toBeVisible();
  });

  test('an anomaly while it loads, and when it is not there', async ({ page, accessible }) => {
    await page.route(DETAIL, () => undefined);
    await page.goto(`/a/${APP}/anomaly/none`);
    await expect(page.getByRole('status', { name: 'Loading the anomaly' })).toBeVisible();
    await accessible();
    await page.unroute(DETAIL);
    await page.goto(`/a/${APP}/anomaly/none`);
    await expect(page.getByText(/HAB-CLI-003: expected the id of something that exists, got none/)).toBeVisible();
    await accessible();
    await page.getByRole('link', { name: 'To the ranking' }).click();
    await expect(page).toHaveURL(new RegExp(`/a/${APP}/triage`));
  });

  test('a verdict that the backend refuses is taken back and explained', async ({ page, triage }) => {
    await page.route('**/resources/verdicts', (route) => route.fulfill({ status: 403, json: { message: 'HAB-PLUG-002: expected an Editor or Admin' } }));
    await triage.openAnomaly('203.0.113.7');
    await page.getByRole('button', { name: /^Benign:/ }).click();
    await expect(page.getByText('HAB-PLUG-002: expected an Editor or Admin')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Benign:/ })).toHaveAttribute('aria-pressed', 'false');
  });
});
