export type Outcome = 'success' | 'failure' | 'unknown';

/** The ECS subset that sources write, nested as ECS is. Names and allowed values are checked against `fields.ts`. */
export interface Event {
  '@timestamp': string;
  message?: string;
  tags?: string[];
  labels?: Record<string, string>;
  event: {
    id?: string;
    kind?: string;
    category?: string[];
    type?: string[];
    action?: string;
    outcome?: Outcome;
    reason?: string;
    code?: string;
    dataset?: string;
    module?: string;
    provider?: string;
    duration?: number;
    created?: string;
    ingested?: string;
    original?: string;
  };
  user?: UserFields & { target?: UserFields };
  source?: EndpointFields;
  client?: EndpointFields;
  destination?: EndpointFields;
  server?: EndpointFields;
  host?: { name?: string; hostname?: string; ip?: string[]; os?: { name?: string } };
  service?: { name?: string };
  organization?: { id?: string; name?: string };
  network?: { protocol?: string; transport?: string; bytes?: number };
  http?: {
    version?: string;
    request?: { method?: string; referrer?: string; body?: { bytes?: number } };
    response?: { status_code?: number; body?: { bytes?: number } };
  };
  url?: { original?: string; path?: string; query?: string; domain?: string; extension?: string };
  user_agent?: {
    original?: string;
    name?: string;
    version?: string;
    device?: { name?: string };
    os?: { name?: string; version?: string };
    synthetic?: { type?: string };
  };
  process?: { name?: string; pid?: number; command_line?: string; executable?: string; working_directory?: string };
  file?: { path?: string; name?: string; size?: number };
  session?: { id?: string };
  related?: { user?: string[]; ip?: string[]; hosts?: string[] };
  error?: { code?: string; message?: string };
  log?: { level?: string; file?: { path?: string } };
  habitus?: Record<string, unknown>;
}

interface UserFields {
  id?: string;
  name?: string;
  domain?: string;
  email?: string;
  full_name?: string;
  roles?: string[];
}

interface EndpointFields {
  ip?: string;
  address?: string;
  port?: number;
  bytes?: number;
  domain?: string;
  geo?: { country_iso_code?: string; city_name?: string; location?: { lat: number; lon: number } };
  as?: { number?: number; organization?: { name?: string } };
}
