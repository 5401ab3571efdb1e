import { backendEnv } from './backend-env';

test('the flags and HABITUS_* go to the backend, nothing else of the environment', () => {
  const env = backendEnv({ dataDir: 'd', port: 1, otlpPort: 2 }, { PATH: '/bin', HOME: '/home', HABITUS_NAMESPACE: 'n', HABITUS_OTLP_PORT: '9' });
  expect(env).toEqual({ GF_VERSION: '12.4.2', GF_PLUGIN_DATA_DIR: 'd', HABITUS_OTLP_PORT: '2', HABITUS_NAMESPACE: 'n' });
});
