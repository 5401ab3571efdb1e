/** A text of which parts are already replaced: odd places are replacements, and are not looked at again. */
export type Pieces = readonly string[];

/** Finds something in a raw piece: where it begins and ends, and what stands for it. Called again behind each. */
export type Finder = (text: string, from: number) => Found | undefined;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Replaces what a finder finds in the raw pieces. The same array where it finds nothing. */
export function replaceIn(pieces: Pieces, find: Finder): Pieces {
  let replaced: string[] | undefined;
  pieces.forEach((piece, place) => {
    const parts = place % 2 === 1 ? [piece] : partsOf(piece, find);
    if (parts.length > 1) replaced ??= pieces.slice(0, place);
    replaced?.push(...parts);
  });
  return replaced ?? pieces;
}

function partsOf(text: string, find: Finder): string[] {
  const parts: string[] = [];
  let at = 0;
  for (let found = find(text, 0); found !== undefined; found = find(text, at)) {
    parts.push(text.slice(at, found.start), found.by);
    at = found.end;
  }
  parts.push(text.slice(at));
  return parts;
}

/** A finder by a sticky-free global expression. @param by what stands for a match; undefined: it is none. @param group which part of the match is replaced */
export function finderOf(expression: RegExp, by: (match: RegExpExecArray) => string | undefined): Finder {
  return (text, from) => {
    expression.lastIndex = from;
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      const stands = by(match);
      if (stands !== undefined) return { start: match.index, end: match.index + match[0].length, by: stands };
    }
    return undefined;
  };
}
