import { SniffingTransport, type TransportRequestOptions, type TransportRequestParams } from '@elastic/elasticsearch';
import { readFileSync, statSync } from 'node:fs';
import { HabitusError } from '../../errors';

/** A key in a file, as it stands there now: read again when the file was changed, so that a key that expires is replaced without a restart. */
export class KeyFile {
  private known: { readonly stamp: string; readonly key: string } | undefined;

  public constructor(private readonly path: string) {}

  /** Cost: a look at the file's times. @throws HabitusError HAB-CLI-002 when it cannot be read or is empty */
  public read(): string {
    try {
      const { mtimeMs, size, ino } = statSync(this.path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (this.known?.stamp !== stamp) this.known = { stamp, key: readFileSync(this.path, 'utf8').trim() };
    } catch (error) {
      throw new HabitusError('HAB-CLI-002', (error as Error).message, 'a file with the API key of the cluster', { cause: error });
    }
    if (this.known.key === '') throw new HabitusError('HAB-CLI-002', `${this.path}, which is empty`, 'a file with the API key of the cluster');
    return this.known.key;
  }
}

/** A transport whose every request carries the key as the file holds it then. */
export function transportWith(file: KeyFile): typeof SniffingTransport {
  return class extends SniffingTransport {
    public override async request(params: TransportRequestParams, options: TransportRequestOptions = {}): Promise<never> {
      const headers = { ...options.headers, authorization: `ApiKey ${file.read()}` };
      return (await super.request(params, { ...options, headers })) as never;
    }
  };
}
