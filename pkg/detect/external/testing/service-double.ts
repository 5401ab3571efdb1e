import { HabitusError } from '../../../errors';
import type { Behaviour, DoubledService } from '../../contract/check-batch-detector';
import type { ScoringService } from '../client';

export interface Question {
  readonly request: number;
  readonly observations: readonly { readonly id: number; readonly value: number; readonly start: number; readonly entity: { readonly handle: string } }[];
}
type Asked = Question['observations'][number];

/** A scoring service in this process: answers as it was recorded to, late, wrong, or not at all. */
export class ServiceDouble implements ScoringService, DoubledService {
  public readonly questions: Question[] = [];
  public readonly bodies: string[] = [];
  public mostAtOnce = 0;
  /** In place of its answer, where given. */
  public answers: ((question: Question) => string) | undefined;
  private behaviours: readonly Behaviour[] = ['well'];
  private atOnce = 0;

  public constructor(private readonly scoreOf: (obs: Asked) => number | null) {}

  public get asked(): number {
    return this.questions.length;
  }

  /** From the next request on, one each; the last goes on. */
  public behave(...behaviours: readonly Behaviour[]): void {
    this.behaviours = behaviours;
  }

  public async ask(body: string, _most: number, signal: AbortSignal): Promise<string> {
    const question = JSON.parse(body) as Question;
    this.questions.push(question);
    this.bodies.push(body);
    const [now = 'well', ...then] = this.behaviours;
    if (then.length > 0) this.behaviours = then;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    try {
      return await this.answer(now, question, signal);
    } finally {
      this.atOnce--;
    }
  }

  private async answer(behaviour: Behaviour, question: Question, signal: AbortSignal): Promise<string> {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    if (behaviour === 'broken') throw new TypeError('fetch failed: http://key:secret@service');
    if (behaviour === 'closed') throw new HabitusError('HAB-RECV-005', 'status 401');
    if (behaviour === 'late') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    if (behaviour === 'wrong') return '{"request":0,"scores":[]}';
    return this.answers?.(question) ?? JSON.stringify({ request: question.request, scores: this.scored(question) });
  }

  private scored({ observations }: Question): object[] {
    return observations.map((obs) => ({ id: obs.id, p: this.scoreOf(obs) }));
  }
}
