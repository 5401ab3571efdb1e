// Generates the TypeScript of the .proto files under pkg/plugin with buf and ts-proto; the result is committed. Run: node scripts/generate-proto.mjs
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const OPTIONS = [
  'outputServices=grpc-js',
  'esModuleInterop=true',
  'env=node',
  'useMapType=true',
  'outputJsonMethods=false',
  'outputPartialMethods=true',
  'useExactTypes=false',
  'exportCommonSymbols=false',
];

for (const folder of ['pkg/plugin/goplugin', 'pkg/plugin/pluginv2']) {
  rmSync(join(root, folder, 'generated'), { recursive: true, force: true });
  const template = { version: 'v2', plugins: [{ local: bin('protoc-gen-ts_proto'), out: join(folder, 'generated'), opt: OPTIONS }] };
  const done = spawnSync(bin('buf'), ['generate', join(folder, 'proto'), '--template', JSON.stringify(template)], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(4);
}
