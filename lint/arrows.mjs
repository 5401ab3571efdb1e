// Which room may import which: `arrows.json` holds the lines of the design's house, this rule holds the code to them.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const arrows = JSON.parse(readFileSync(join(root, 'lint', 'arrows.json'), 'utf8'));
const rooms = Object.keys(arrows).sort((a, b) => b.length - a.length);

const within = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** The room of a path relative to the root: the longest that holds it. */
export function roomOf(path) {
  return rooms.find((room) => within(path, room));
}

/** Undefined when `from` may import `to`, else why not. Both are paths relative to the root, without an ending. */
export function forbidden(from, to) {
  const room = roomOf(from);
  const code = /^(pkg|collector|preview|src|bench|tests|scripts)\//;
  if (!code.test(`${from}/`) || !code.test(`${to}/`)) return undefined;
  if (!room) return `${from} stands in no room of lint/arrows.json`;
  if (within(to, room) || arrows[room].some((allowed) => within(to, allowed))) return undefined;
  return `${room} may not import ${to}: lint/arrows.json allows it ${arrows[room].join(', ') || 'nothing'}`;
}

const check = (context, node, source) => {
  if (typeof source !== 'string' || !source.startsWith('.')) return;
  const file = context.filename;
  const from = relative(root, file).split(sep).join('/');
  const to = relative(root, resolve(dirname(file), source))
    .split(sep)
    .join('/');
  const message = forbidden(from, to);
  if (message) context.report({ node, message });
};

/** Tests may also reach what they test with: a suite of another room, a real store. */
const isTest = (file) => /\.test\.tsx?$|\/(testing|contract)\//.test(file.split(sep).join('/'));

const rule = {
  meta: { type: 'problem', docs: { description: 'imports follow the arrows of the house' }, schema: [] },
  create(context) {
    if (isTest(context.filename)) return {};
    const visit = (node) => check(context, node, node.source?.value);
    return { ImportDeclaration: visit, ExportNamedDeclaration: visit, ExportAllDeclaration: visit, ImportExpression: visit };
  },
};

export default { rules: { arrows: rule } };
