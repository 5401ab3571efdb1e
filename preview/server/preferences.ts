import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROLES, type Role } from './context';

export type Theme = 'light' | 'dark';

/** What a visitor chose: `?theme=light` and `?role=Viewer` of any page, kept in cookies. */
export interface Preferences {
  readonly theme: Theme;
  readonly role: Role;
}

/** Reads the choice of a request. What is unknown counts as not chosen: dark, Admin. */
export function preferencesOf({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Preferences {
  const asked = query as Record<string, string | undefined>;
  const cookies = Object.fromEntries((headers.cookie ?? '').split('; ').map((pair) => pair.split('=')));
  const first = <T extends string>(known: readonly T[], ...given: readonly (string | undefined)[]): T | undefined =>
    given.map((text) => known.find((one) => one === text)).find((one) => one !== undefined);
  return {
    theme: first(['dark', 'light'], asked['theme'], cookies['preview_theme']) ?? 'dark',
    role: first(ROLES, asked['role'], cookies['preview_role']) ?? 'Admin',
  };
}

/** Keeps it for the requests that follow from that page. */
export function remember(reply: FastifyReply, { theme, role }: Preferences): void {
  void reply.header('set-cookie', [`preview_theme=${theme}; Path=/; SameSite=Strict`, `preview_role=${role}; Path=/; SameSite=Strict`]);
}
