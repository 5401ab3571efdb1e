import { APP, expect, test } from './app';

test.describe('an anomaly', () => {
  test('says what happened against what, with its arithmetic, its evidence and its events', async ({ triage, page, accessible, picture }) => {
    await triage.openAnomaly('ada');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^60 failed sign-ins; .* to be expected$/);
    await expect(page.getByText(/An hour this unusual is/)).toContainText(/Sat 22 Jun 2024,? \d\d:00 to /);

    // Whatever the bucket that decided: an hour, or the day that the hour ended.
    await expect(page.getByRole('figure').getByTestId('habitus mark').first()).toBeVisible();
    const receipt = page.getByRole('region', { name: /Receipt/ });
    for (const [label, value] of [
      ['Observed', '60 failed sign-ins'],
      ['Expected', /^(0\.\d+|less than)/],
      ['95 of 100 such', / to /],
      ['p after equalising', /./],
      ['Score', /^\d+$/],
    ] as const) {
      const line = receipt.locator('dl > div').filter({ has: page.getByText(label, { exact: false }) });
      await expect(line.first().locator('dd')).toHaveText(value);
    }
    const evidence = page.getByRole('region', { name: 'Evidence by feature and detector' });
    await expect(evidence.getByRole('row').nth(1)).toContainText('failed sign-ins');
    await expect(evidence.getByRole('row').nth(1)).toContainText('count-tail');
    const events = page.getByRole('region', { name: 'Events behind the anomaly' });
    await expect(events.getByRole('row')).toHaveCount(11);
    await expect(events.getByRole('row').nth(1)).toContainText('198.51.100.23');
    await page.getByRole('button', { name: 'Show 60 events' }).click();
    await expect(events.getByRole('row')).toHaveCount(61);
    await page.getByRole('button', { name: 'Show the first 10' }).click();
    const incident = page.getByRole('region', { name: 'Anomalies of the same incident' });
    await expect(incident.getByRole('link', { name: '198.51.100.23' }).first()).toBeVisible();
    await accessible();
    await picture('anomaly-dark');
  });

  test("the panel draws the entity's series with band, expectation and dots, and reads its buckets out by keys", async ({ triage, page }) => {
    await triage.openAnomaly('ben');
    const chart = page.getByRole('figure').getByRole('img', { name: /observed against expected, [1-9]\d* anomalous/ });
    await expect(chart).toBeVisible();
    for (const part of ['band', 'expected', 'observed']) expect((await chart.getByTestId(`habitus ${part}`).getAttribute('d'))?.length).toBeGreaterThan(100);
    await expect(chart.getByTestId('habitus mark').first()).toBeVisible();
    const slider = page.getByRole('slider', { name: /over time/ });
    await slider.focus();
    await page.keyboard.press('PageUp');
    await expect(slider).toHaveAttribute('aria-valuetext', /observed 140, expected .*, usual .*, anomalous$/);
  });

  test('its receipt is computed again to the last digit', async ({ triage, page }) => {
    await triage.openAnomaly('203.0.113.7');
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByText('The same to the last digit')).toBeVisible();
    await expect(page.getByText(/the observed values from the events/)).toBeVisible();
  });

  test('breadcrumbs and the back button lead to the ranking', async ({ triage, page }) => {
    await triage.openAnomaly('ben');
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' });
    await expect(crumbs).toContainText('ben');
    await crumbs.getByRole('link', { name: 'Triage' }).click();
    await expect(triage.rows.first()).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('140 ');
  });

  test('light, after its receipt was verified', async ({ triage, page, accessible, picture }) => {
    await page.goto(`/a/${APP}/triage?theme=light`);
    await triage.openAnomaly('ben');
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByText('The same to the last digit')).toBeVisible();
    await accessible();
    await picture('anomaly-light');
  });

  test('on a telephone nothing is cut off', async ({ triage, page, accessible, picture }) => {
    await page.setViewportSize({ width: 400, height: 850 });
    await triage.openAnomaly('ben');
    await expect(page.getByRole('slider', { name: /over time/ })).toBeVisible();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await accessible();
    await picture('anomaly-narrow');
  });
});
