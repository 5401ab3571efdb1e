import bowser from 'bowser';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';
import type { FieldName } from '../../pkg/model';
import { fieldId, type Draft } from '../encode/draft';

type Parts = readonly { readonly id: number; readonly value: string }[];
const ORIGINAL = fieldId('user_agent.original');
const known = new LRUCache<string, Parts>({ max: 10_000 });

/** Browser, system and kind of device of `user_agent.original`; programs that say what they are become `user_agent.synthetic.type` bot and stay. */
export function readUserAgent(draft: Draft): void {
  const original = draft.textAt(ORIGINAL);
  if (original === undefined) return;
  let parts = known.get(original);
  if (parts === undefined) {
    parts = read(original);
    known.set(original, parts);
  }
  for (const { id, value } of parts) if (!draft.hasAt(id)) draft.setAt(id, value);
}

/** A program that says no more than its name and version, `curl/8.5.0`, is none of bowser's. */
const PROGRAM = /^([A-Za-z][\w.+-]{0,63})(?:\/([\w.+-]{1,32}))?(?=$|[ ;(])/;

function read(original: string): Parts {
  const { browser, os, platform } = bowser.parse(original.slice(0, 1_024));
  const program = PROGRAM.exec(original);
  const found: [FieldName, string | undefined][] = [
    ['user_agent.name', browser.name || program?.[1]],
    ['user_agent.version', browser.name ? browser.version : program?.[2]],
    ['user_agent.os.name', os.name],
    ['user_agent.os.version', os.version],
    ['user_agent.device.name', platform.type],
    ['user_agent.synthetic.type', isbot(original) ? 'bot' : undefined],
  ];
  return found.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ id: fieldId(name), value }]));
}
