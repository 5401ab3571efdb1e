import { expect, test as base } from '@grafana/plugin-e2e';
import type { Locator, Page, TestInfo } from '@playwright/test';

export { expect };
export const APP = 'habitus-ueba-app';

/** The refresh picker is Grafana's: one of its buttons has no name in 12.4, and the other's name leaves its text out. */
const GRAFANAS_OWN = '[data-testid^="data-testid RefreshPicker"]';

interface Fixtures {
  /** Of plugin-e2e, which does not say so in its types. */
  readonly bootData: { readonly version: string; readonly namespace: string };
  readonly triage: Triage;
  /** No serious or critical violation of WCAG 2.1 A and AA, as axe finds them. */
  readonly accessible: () => Promise<void>;
  /** Writes `test-results/pictures/<name>.png`. */
  readonly picture: (name: string) => Promise<void>;
}

/** The ranking as a person reads it. */
export class Triage {
  public readonly rows: Locator;

  public constructor(private readonly page: Page) {
    this.rows = page.getByTestId('habitus anomaly row');
  }

  public row(entity: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name: entity, exact: true }) }).first();
  }

  public async open(query = ''): Promise<void> {
    await this.page.goto(`/a/${APP}/triage${query}`);
    await expect(this.rows.first()).toBeVisible();
  }

  /** To the page of the highest anomaly of an entity. */
  public async openAnomaly(entity: string): Promise<void> {
    await this.open();
    await this.row(entity).getByRole('link', { name: entity, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 2, name: /Receipt/ })).toBeVisible();
  }
}

export const test = base.extend<Fixtures>({
  // plugin-e2e opens `/` twice a test to learn the version: it is asked without a browser here, and `/` is an empty page.
  bootData: async ({ request, context, baseURL }, use) => {
    const html = await (await request.get('/')).text();
    await context.route(`${baseURL}/`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Empty</title>' }));
    await use({ version: /"buildInfo":\{"version":"([^"]+)"/.exec(html)?.[1] ?? '', namespace: 'default' });
  },
  triage: async ({ page }, use) => await use(new Triage(page)),
  accessible: async ({ page, scanForA11yViolations }, use) =>
    await use(async () => {
      // A button under the mouse has other colours, and is not what is asked here.
      await page.mouse.move(0, 0);
      const { violations } = await scanForA11yViolations({ exclude: GRAFANAS_OWN });
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    }),
  picture: async ({ page }, use, info: TestInfo) =>
    await use(async (name) => {
      await page.screenshot({ path: `${info.config.rootDir}/../test-results/pictures/${name}.png`, fullPage: true });
    }),
});
