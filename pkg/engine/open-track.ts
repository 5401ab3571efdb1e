import { DAY, type Millis, type Observation } from '../model';
import { RETIRES_AFTER, type FeatureTrack, type Judged, type TrackPlace } from './feature-track';

interface OpenEntity {
  /** Copies of its states, one a detector. */
  readonly states: readonly unknown[];
  next: Millis;
  /** When it has been idle for so long that its silence says nothing. */
  readonly retires: Millis;
}

/** One feature over the buckets that still fill. Judges by copies of what was learnt, which learn the open buckets before them: what was learnt stays as it is. */
export class OpenTrack {
  private readonly entities = new Map<string, OpenEntity>();

  public constructor(public readonly track: FeatureTrack) {}

  /** Whether closing the bucket would look at the entity even if it did nothing: it did something this UTC day. */
  public looksAt(id: string, start: Millis): boolean {
    if (this.entities.has(id)) return true;
    const place = this.track.placeOf(id);
    return place !== undefined && place.active >= Math.floor(start / DAY) * DAY;
  }

  public judge(obs: Observation, show: (judged: Judged) => void): void {
    const { track } = this;
    const { id } = obs.entity;
    const open = this.entityAt(id, obs.start);
    const context = track.contextAt(id, obs.start);
    track.judges.forEach((judge, at) => {
      // Nobody is asked before the hour is closed.
      if (judge.asks || !judge.accepts(obs)) return;
      const state = open.states[at];
      const silentTo = Math.min(obs.start, open.retires);
      if (open.next < silentTo) judge.detector.advance(state, open.next, silentTo, track.feature.zero, (start) => track.contextAt(id, start));
      const finding = judge.detector.score(state, obs, context);
      judge.detector.learn(state, obs, finding, context);
      show({ track, judge, entity: obs.entity, obs, finding, logPEqualised: judge.equaliser.logP(finding.logP), slot: context.slot, zone: context.zone });
    });
    open.next = obs.start + track.width;
  }

  private entityAt(id: string, start: Millis): OpenEntity {
    const known = this.entities.get(id);
    if (known) return known;
    const open = this.copyOf(this.track.placeOf(id), start);
    this.entities.set(id, open);
    return open;
  }

  private copyOf(place: TrackPlace | undefined, start: Millis): OpenEntity {
    const states = this.track.judges.map(({ block, detector }) => {
      if (place !== undefined) return block.copy(place.at);
      const fresh = detector.blocks.empty(1);
      return fresh.at(fresh.add());
    });
    return { states, next: place?.next ?? start, retires: (place?.active ?? start) + RETIRES_AFTER };
  }
}
