import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hash53 } from '../../../maths';

/** What the double was asked about, as it came over the wire. */
export interface Asked {
  readonly id: number;
  readonly entity: { readonly type: string; readonly handle: string };
  readonly start: number;
  readonly width: number;
  readonly kind: string;
  readonly value: number;
  readonly hourOfWeek: number;
  readonly expected?: number;
  readonly interval?: readonly [number, number];
}
interface Question {
  readonly request: number;
  readonly feature: string;
  readonly observations: readonly Asked[];
}

/** `hanging`: it takes the request and never answers. */
type Mood = 'well' | 'hanging' | 'garbage' | 429 | 500 | 503 | 401;

/** A scoring service over real HTTP. Its p are anything between 0 and 1 alike, the same for the same question, but where it is told otherwise. */
export class ScoringDouble {
  public mood: Mood = 'well';
  public readonly asked: Asked[] = [];
  public readonly bodies: string[] = [];
  public readonly tokens = new Set<string | undefined>();
  private readonly server: Server;
  private readonly hanging: ServerResponse[] = [];

  /** @param odd its p for what it finds odd; undefined: as any other */
  public constructor(private readonly odd: (asked: Asked) => number | null | undefined = () => undefined) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.tokens.add(request.headers.authorization);
        this.answer(Buffer.concat(pieces).toString(), response);
      });
    });
  }

  /** @returns its address */
  public async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/score`;
  }

  public async stop(): Promise<void> {
    for (const response of this.hanging) response.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(body: string, response: ServerResponse): void {
    const question = JSON.parse(body) as Question;
    this.bodies.push(body);
    this.asked.push(...question.observations);
    if (this.mood === 'hanging') this.hanging.push(response);
    else if (this.mood === 'garbage') response.end('<html>');
    else if (this.mood === 'well') response.end(JSON.stringify({ request: question.request, scores: question.observations.map((one) => this.scoreOf(one)) }));
    else {
      response.statusCode = this.mood;
      response.end('secret words of the service');
    }
  }

  private scoreOf(asked: Asked): { id: number; p: number | null } {
    const { id, entity, start, value } = asked;
    const odd = this.odd(asked);
    return { id, p: odd === undefined ? hash53(`${entity.handle} ${start} ${value}`) / 2 ** 53 : odd };
  }
}
