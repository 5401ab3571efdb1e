type Data = Record<string, unknown>;

/**
 * A Windows event rendered as XML, as the document that `readRecord` reads. Undefined for XML of anything else. Reads what the event schema allows in
 * System, EventData, UserData and RenderingInfo, not XML at large: no entities but the five, no CDATA. Cost: linear in the text.
 */
export function fromXml(text: string): Data | undefined {
  const xml = text.slice(0, MOST_LENGTH);
  const system = section(xml, 'System');
  if (system === undefined || !/<Event[\s>]/.test(xml)) return undefined;
  return {
    System: {
      ...elements(system),
      Provider: { Name: attribute(system, 'Provider', 'Name') },
      TimeCreated: { SystemTime: attribute(system, 'TimeCreated', 'SystemTime') },
      Security: { UserID: attribute(system, 'Security', 'UserID') },
    },
    EventData: dataOf(section(xml, 'EventData') ?? ''),
    UserData: { LogFileCleared: elements(section(xml, 'UserData') ?? '') },
    RenderingInfo: renderingInfo(section(xml, 'RenderingInfo') ?? ''),
  };
}

const MOST_LENGTH = 1024 * 1024;

function section(xml: string, name: string): string | undefined {
  const start = new RegExp(`<${name}(?:\\s[^>]{0,1000})?>`).exec(xml);
  if (start === null) return undefined;
  const end = xml.indexOf(`</${name}>`, start.index);
  return end < 0 ? undefined : xml.slice(start.index + start[0].length, end);
}

/** The elements that hold only text. */
function elements(xml: string): Data {
  const found: Data = {};
  for (const [, name = '', value = ''] of xml.matchAll(/<([\w:]{1,100})(?:\s[^<>]{0,1000})?>([^<]*)<\//g)) found[name] ??= unescaped(value);
  return found;
}

function dataOf(xml: string): Data {
  const found: Data = {};
  for (const [, name = '', value = ''] of xml.matchAll(/<Data Name=["']([^"'<>]{1,200})["']\s{0,8}(?:\/>|>([^<]*)<\/Data>)/g)) found[name] ??= unescaped(value);
  return found;
}

function renderingInfo(xml: string): Data {
  return { ...elements(xml), Keywords: [...xml.matchAll(/<Keyword>([^<]*)<\/Keyword>/g)].map(([, word]) => word) };
}

function attribute(xml: string, element: string, name: string): string | undefined {
  const value = new RegExp(`<${element}\\s[^<>]{0,1000}?\\b${name}=["']([^"'<>]*)["']`).exec(xml)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:lt|gt|quot|apos|amp|#\d{1,7}|#x[\da-f]{1,6});/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? character(entity));
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

function character(entity: string): string {
  const point = /^&#x/i.test(entity) ? Number.parseInt(entity.slice(3), 16) : Number.parseInt(entity.slice(2), 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
}
