import { expect, test } from './app';

test.describe('the data source', () => {
  test('its query editor asks for anomalies of an entity', async ({ page, accessible }) => {
    await page.goto('/explore?from=2024-06-01T00:00:00Z&to=2024-06-24T00:00:00Z');
    await page.getByRole('button', { name: 'Run query' }).click();
    const answer = page.getByRole('region', { name: 'anomalies' });
    await expect(answer.getByRole('columnheader', { name: 'reason' })).toBeVisible();
    await expect(answer.getByRole('row')).not.toHaveCount(1);
    await accessible();
  });

  test('a baseline asks for an entity and a feature before it is sent', async ({ page }) => {
    await page.goto('/explore');
    await page.getByRole('radio', { name: 'Baseline' }).check({ force: true });
    await expect(page.getByText('A baseline is of one entity')).toBeVisible();
    await page.getByLabel('Entity').fill('ad');
    await page.getByRole('option', { name: /ada/ }).first().click();
    await expect(page.getByText('A baseline is of one feature')).toBeVisible();
  });

  test('its health says how much there is and how far it is scored', async ({ page, accessible, picture }) => {
    await page.goto('/connections/datasources/edit/habitus');
    await page.getByRole('button', { name: 'Test' }).click();
    await expect(page.getByText(/\d+ events, scored up to 2024-06-2/)).toBeVisible();
    await accessible();
    await picture('data-source');
  });
});
