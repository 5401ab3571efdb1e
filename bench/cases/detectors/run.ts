import type { Metric } from '../../metric';
import { falseAlarms } from './false-alarms';
import { silence } from './silence';
import { speed } from './speed';

/** Cost and bytes of each detector, and what its alarms cost an analyst against the plain z-score. One core. */
export async function run(): Promise<Metric[]> {
  return Promise.resolve([...speed(), ...silence(), ...falseAlarms()]);
}
