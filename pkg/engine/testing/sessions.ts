import { normalDraw, seededRandom } from '../../maths';
import { DAY, HOUR, type Millis } from '../../model';

type Random = () => number;

/** One thing that somebody did. */
export interface Did {
  readonly at: Millis;
  readonly who: string;
  readonly step: string;
}

/** A task of an organisation: what is done in it, and how often each step is done again before the next. */
type Task = readonly string[];

export interface Person {
  readonly name: string;
  /** What this person does, in the own order of steps. */
  readonly tasks: Task[];
  /** What is typed in between, by habit. */
  readonly habits: readonly string[];
  readonly often: number;
  /** Mean and spread of ln(seconds) to the next step. */
  readonly pace: number;
  readonly spread: number;
}

/** Nobody has a step that no colleague has: who takes a session over is told by order, mixture and pace alone. */
export class Team {
  public readonly people: Person[];
  private readonly random: Random;
  private readonly tasks: Task[];

  /**
   * People draw 4 tasks of 4 to 9 steps out of 90, each in an order of their own. Not the detector's family: the next step depends on the task and the two before.
   *
   * @param trade how many tasks there are to draw from: of few, everybody does the same things
   */
  public constructor(
    size: number,
    seed: number,
    private readonly trade = 24
  ) {
    this.random = seededRandom(seed);
    this.tasks = Array.from({ length: trade }, () => Array.from({ length: 4 + this.whole(6) }, () => `cmd-${this.whole(90)}`));
    this.people = Array.from({ length: size }, (_, n) => ({
      name: `p${n}`,
      tasks: Array.from({ length: 4 }, () => this.ownOrder()),
      habits: Array.from({ length: 3 }, () => `habit-${this.whole(8)}`),
      often: 0.1 + 0.3 * this.random(),
      pace: 2 + 1.2 * this.random(),
      spread: 0.6 + 0.6 * this.random(),
    }));
  }

  /** A session: 15 to 75 steps of one to three tasks. @param pace of another than the person, who plays it */
  public session(person: Person, start: Millis, as = person.name, pace: (n: number) => Millis = () => this.gap(person)): Did[] {
    const did: Did[] = [];
    let at = start + this.whole(5 * 60_000);
    for (let tasks = 1 + this.whole(3); tasks > 0; tasks--) {
      const task = person.tasks[Math.floor(person.tasks.length * this.random() ** 1.5)]!;
      let place = this.whole(task.length);
      for (let left = 15 + this.whole(11); left > 0; left--) {
        const before = did.at(-2)?.step;
        const step = this.random() < person.often ? person.habits[this.whole(3)]! : this.random() < 0.15 && before ? before : task[(place += 1) % task.length]!;
        did.push({ at: Math.floor(at), who: as, step });
        at += pace(did.length);
      }
    }
    return did.filter((one) => one.at < start + HOUR);
  }

  /** Three sessions a working day and person, fewer now and then. Once in about forty days somebody takes up another task. */
  public days(monday: Millis, days: number): Did[] {
    const did: Did[] = [];
    for (let day = 0; day < days; day++) {
      if (day % 7 > 4) continue;
      for (const person of this.people) {
        if (this.random() < 0.025) person.tasks[this.whole(4)] = this.ownOrder();
        for (const hour of [9, 13, 16]) if (this.random() < 0.8) did.push(...this.session(person, monday + day * DAY + hour * HOUR));
      }
    }
    return did;
  }

  public whole(below: number): number {
    return Math.floor(below * this.random());
  }

  public gap({ pace, spread }: Person): Millis {
    return 1_000 * Math.exp(pace + spread * normalDraw(this.random));
  }

  private ownOrder(): Task {
    const steps = [...this.tasks[this.whole(this.trade)]!];
    const [a, b] = [this.whole(steps.length), this.whole(steps.length)];
    [steps[a], steps[b]] = [steps[b]!, steps[a]!];
    return steps;
  }
}

/** As encoded events. @param fields of what was done @param ordinal of the first, so that a later batch is no duplicate of an earlier one */
export function linesOf(did: readonly Did[], fields: (one: Did) => Readonly<Record<string, unknown>>, ordinal = 0): Buffer {
  const lines = did.map((one, n) => {
    const { at, who } = one;
    const hour = Math.floor(at / HOUR)
      .toString(16)
      .padStart(6, '0');
    const id = `${hour}${String(ordinal + n).padStart(20, '0')}`;
    return JSON.stringify({
      '@timestamp': new Date(at).toISOString(),
      'habitus.id': id,
      'habitus.source': 'test',
      'habitus.entity.actor.user': who,
      ...fields(one),
    });
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}
