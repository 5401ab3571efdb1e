import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A regular expression as it stands in the code. */
export interface RegularExpression {
  /** `collector/tally.ts:12`. */
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** All literals in the code of a folder, tests and what serves them left out. @param root of the repository */
export function regularExpressions(root: string, folder: string): RegularExpression[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('/testing/')).flatMap((name) => literalsOf(root, name));
}

function literalsOf(root: string, name: string): RegularExpression[] {
  const file = ts.createSourceFile(name, readFileSync(join(root, name), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: RegularExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ where: `${name}:${line}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
