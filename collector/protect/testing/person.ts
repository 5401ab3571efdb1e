/** Somebody who exists on one way in only, so that what is found tells where it came from. */
export interface Person {
  readonly name: string;
  readonly mail: string;
  readonly first: string;
  readonly last: string;
  readonly v4: string;
  readonly v6: string;
  readonly host: string;
}

/** @param n below 256, another for each way */
export function personOf(way: string, n: number): Person {
  const v6 = `2001:db8:5eed:${n.toString(16)}::77`;
  const [first, last] = [`Seedfirst${way}q`, `Seedlast${way}q`];
  return { name: `seedling${way}q`, mail: `seedmail${way}q@seeded-example.net`, first, last, v4: `203.0.${n}.77`, v6, host: `seedhost${way}q.corp.example` };
}

/** What everybody of {@link personOf} looks like, in lower case. */
export const RAW = /seed(?:ling|mail|first|last|host)\w{1,20}|203\.0\.\d{1,3}\.77|2001:0?db8:5eed/g;

/** What people write of somebody in a sentence. */
export function sentence({ name, mail, first, last, v4, v6, host }: Person): string {
  return `${first} ${last} (${name}, <${mail}>) came from ${v4}:443 and [${v6}]:443 by ${host} (${host.replace(/\..*/, '')}); ${last}, ${first} left. ::ffff:${v4}`;
}

export function address({ name, mail, first, last, v4, v6, host }: Person): string {
  const query = new URLSearchParams({ mail, ip: v4, six: v6, who: `${first} ${last}`, host });
  return `https://${name}:secret@app.example/people/${encodeURIComponent(mail)}/${v4}?${query.toString()}#${name}`;
}

export function agent({ mail, v4, v6 }: Person): string {
  return `Mozilla/5.0 (compatible; Robot/2.1; +mailto:${mail}; ${v4}; ${v6}) Chrome/141.0.0.0`;
}

/** A line of each kind for source `ecs`: who is named everywhere, who is named in passing, and what is no record. */
export function ecsLines(person: Person, at: number): string[] {
  const time = { '@timestamp': new Date(at).toISOString() };
  const { name, mail, first, last, v4, v6, host } = person;
  return [
    { ...time, user: { name, email: mail, full_name: `${first} ${last}` }, source: { ip: v4 }, host: { name: host, ip: [v4, v6] }, message: sentence(person) },
    { ...time, user: { name }, source: { ip: v6 }, url: { original: address(person) }, user_agent: { original: agent(person) } },
    { ...time, user: { name: mail }, source: { address: host }, labels: { note: `${mail} ${v6}`, owner: name }, event: { reason: agent(person) } },
  ]
    .map((event) => JSON.stringify(event))
    .concat(`{"broken: ${sentence(person)}`);
}
