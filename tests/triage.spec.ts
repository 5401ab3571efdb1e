import { APP, expect, test } from './app';
import { PLANTED } from './organisation/log';

test.describe('triage', () => {
  test('what was planted stands at the top, in words, with its odds', async ({ triage, page, accessible, picture }) => {
    await triage.open();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/cases? needs? a look/);
    const top = (await triage.rows.allTextContents()).slice(0, 6).join('\n');
    for (const { entity } of Object.values(PLANTED)) expect(top).toContain(entity);
    await expect(triage.row('ada')).toContainText(/60 failed sign-ins/);
    await expect(triage.row('ada')).toContainText(/once in [\d,]+|rarer than/);
    await accessible();
    await picture('triage-dark');
  });

  test('scores fall from row to row', async ({ triage }) => {
    await triage.open();
    const scores = (await triage.rows.locator('strong').allTextContents()).map(Number);
    expect(scores.length).toBeGreaterThan(2);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('each row draws what was observed against what was expected, and says it', async ({ triage }) => {
    await triage.open();
    const spark = triage.row('ben').getByRole('img');
    await expect(spark).toHaveAccessibleName(/: at most 140, usual up to [\d,.]+, \d+ anomal/);
    await expect(spark.getByTestId('habitus mark').first()).toBeVisible();
  });

  test('imported history sets the time range by itself', async ({ triage, page }) => {
    await triage.open();
    await expect(page.getByTestId('data-testid TimePicker Open Button')).toContainText(/^2024-05-27 08:00:00 to 2024-06-23 0\d:00:00$/);
  });

  test('the card says how fresh, complete and honest the list is', async ({ triage, page }) => {
    await triage.open();
    const card = page.getByRole('region', { name: 'Can I trust this list?' });
    for (const label of ['Newest event', 'Scored up to', 'Silent sources', 'Not understood', 'Claims 1 in 1,000, was']) {
      await expect(card.getByText(label)).toBeVisible();
    }
  });

  test('a verdict costs one key, stays after a reload, and can be reached without a mouse', async ({ triage, page }) => {
    await triage.open();
    await page.keyboard.press('j');
    await expect(triage.rows.nth(1)).toBeFocused();
    await page.keyboard.press('k');
    await expect(triage.rows.nth(0)).toBeFocused();
    const judged = page.waitForResponse(/resources\/verdicts/);
    await page.keyboard.press('t');
    expect((await judged).status()).toBe(200);
    await expect(triage.rows.nth(0)).toContainText('Threat');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/a/${APP}/anomaly/[0-9a-f]+`));
    await expect(page.getByRole('button', { name: /^Threat:/ })).toHaveAttribute('aria-pressed', 'true');
  });

  test('a Viewer reads and is told why the verdicts are not offered', async ({ triage, page, accessible }) => {
    await triage.open('?role=Viewer');
    await triage.rows.first().hover();
    await expect(triage.rows.first().getByRole('button', { name: /^Benign:/ })).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('j');
    await page.keyboard.press('b');
    await expect(page.getByText('b benign')).toHaveCount(0);
    await accessible();
  });

  test('light', async ({ triage, accessible, picture }) => {
    await triage.open('?theme=light');
    await accessible();
    await picture('triage-light');
  });

  test('on a telephone nothing is cut off', async ({ triage, page, accessible, picture }) => {
    await page.setViewportSize({ width: 400, height: 850 });
    await triage.open();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await accessible();
    await picture('triage-narrow');
  });
});
