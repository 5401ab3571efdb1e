/** The cells of one record, as RFC 4180 writes them: a cell in quotes may hold delimiters, line ends and quotes written twice. A quote within a bare cell is a quote. */
export function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const [cell, end] = record[at] === '"' ? quoted(record, at, delimiter) : bare(record, at, delimiter);
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

function bare(record: string, from: number, delimiter: string): [string, number] {
  const found = record.indexOf(delimiter, from);
  const end = found < 0 ? record.length : found;
  return [record.slice(from, end), end];
}

function quoted(record: string, from: number, delimiter: string): [string, number] {
  let text = '';
  for (let at = from + 1; ;) {
    const quote = record.indexOf('"', at);
    if (quote < 0) return [text + record.slice(at), record.length];
    text += record.slice(at, quote);
    if (record[quote + 1] !== '"') {
      // What stands behind the closing quote belongs to the cell: nobody else would have it.
      const [rest, end] = bare(record, quote + 1, delimiter);
      return [text + rest, end];
    }
    text += '"';
    at = quote + 2;
  }
}

const DELIMITERS = [',', ';', '\t', '|'];

/** The delimiter that the first line has most of, outside of quotes. */
export function guessDelimiter(line: string): string {
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: cellsOf(line, delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}
