import path from 'path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

/** What webpack itself wrote into dist/ in an earlier build. All else there (the backend, its runtime, the command line) is not ours to clean. */
const OURS = /^([^/]+\.js(\.map|\.LICENSE\.txt)?|(datasource|panels\/[^/]+)\/module\.js(\.map|\.LICENSE\.txt)?)$/;

/** The scaffold's configuration, and what nested plugins and a backend in the same folder need. */
export default async function configure(env: Env): Promise<Configuration> {
  const base = await scaffold(env);
  return {
    ...base,
    cache: {
      type: 'filesystem',
      cacheDirectory: path.resolve('node_modules/.cache/webpack'),
      buildDependencies: { config: [path.resolve('webpack.config.ts')] },
    },
    output: { ...base.output, clean: { keep: (asset: string) => !OURS.test(asset) } },
    plugins: [
      ...(base.plugins ?? []),
      // The scaffold copies the root's logos only.
      new CopyWebpackPlugin({ patterns: [{ from: '*/**/img/*.svg', to: '.' }] }),
    ],
    performance: { hints: false },
    // A default of the table's schema that scenes 7 names and the schema of 12.4 does not have; nothing reads it.
    ignoreWarnings: [{ module: /@grafana\/scenes/, message: /'defaultOptions'/ }],
    stats: 'errors-warnings',
  };
}
