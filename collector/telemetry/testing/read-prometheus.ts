/** A series and its value. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A family: its type, its help and its samples. */
export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const COMMENT = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/;

/** Reads Prometheus text, version 0.0.4, as strictly as Prometheus does. @throws Error at the first line that it would refuse */
export function readPrometheus(text: string): ReadonlyMap<string, Family> {
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const refuse = (line: string): never => {
    throw new Error(`Prometheus text: expected a comment or a sample, got ${line}`);
  };
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, keyword = '', of = '', rest = ''] = COMMENT.exec(line) ?? [];
    if (keyword !== '') {
      const family = families.get(of) ?? { type: '', help: '', samples: [] };
      if (keyword === 'TYPE' && (family.type !== '' || family.samples.length > 0)) refuse(`a second ${line}`);
      if (keyword !== 'UNIT') family[keyword === 'TYPE' ? 'type' : 'help'] = rest;
      families.set(of, family);
      continue;
    }
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? refuse(line);
    const owner = families.get(name ?? '') ?? families.get((name ?? '').replace(/_(?:bucket|sum|count)$/, '')) ?? refuse(`${line}, of no family`);
    const number = value === '+Inf' ? Infinity : Number(value);
    if (Number.isNaN(number)) refuse(line);
    const sample = { name: name ?? '', labels: labelsOf(labels), value: number };
    if (owner.samples.some((other) => other.name === sample.name && JSON.stringify(other.labels) === JSON.stringify(sample.labels))) refuse(`${line} twice`);
    owner.samples.push(sample);
  }
  return families;
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== '';) {
    const [whole, name, value] = LABEL.exec(rest) ?? [];
    if (whole === undefined || name === undefined || value === undefined) throw new Error(`labels: expected name="value", got ${rest}`);
    labels[name] = value.replace(/\\(["\\n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(whole.length);
  }
  return labels;
}
