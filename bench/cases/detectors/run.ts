import type { Metric } from '../../metric';
import { calibration } from './calibration';
import { falseAlarms } from './false-alarms';
import { newcomers } from './newcomers';
import { silence } from './silence';
import { speed } from './speed';

/** Cost and bytes of each detector, what its alarms cost an analyst against the plain z-score, and whether its claims hold. One core. */
export async function run(): Promise<Metric[]> {
  return Promise.resolve([...speed(), ...silence(), ...falseAlarms(), ...calibration(), ...newcomers()]);
}
