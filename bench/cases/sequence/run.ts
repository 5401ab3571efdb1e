import type { Metric } from '../../metric';
import { claims } from './claims';
import { masquerade } from './masquerade';

/** Does the order of what people do tell them apart, and are its claims true? One core, in memory, by the shipped feature of commands. */
export async function run(): Promise<Metric[]> {
  return Promise.resolve([...masquerade(), ...claims()]);
}
