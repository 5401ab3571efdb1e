import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { SetupFailed } from './setup-failed.mjs';

const LAST_LINES = 40;

/**
 * Runs a command with its output in a log file and one line of progress on stderr. The log stays only when the command fails.
 *
 * @param detail  what the progress line says beside the seconds
 * @param advice  what to do when it fails
 * @param missing what to say when the command does not exist
 */
export async function runLogged({ title, command: [program, ...args], cwd, log, detail = () => '', advice, missing }) {
  const say = progressLine(title, detail);
  const file = openSync(log, 'w');
  const began = Date.now();
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd, stdio: ['ignore', file, file], shell: process.platform === 'win32' });
      child.on('error', reject).on('exit', (exit, signal) => resolve(exit ?? signal));
    });
    say.end();
    if (code !== 0) throw new SetupFailed(`${title} failed (${code}). The end of ${log}:\n\n${lastLines(log)}\n\n${advice}`);
  } catch (error) {
    say.end();
    throw error.code === 'ENOENT' ? new SetupFailed(missing ?? `${program} was not found.`) : error;
  } finally {
    closeSync(file);
  }
  rmSync(log, { force: true });
  process.stderr.write(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`);
}

function progressLine(title, detail) {
  const began = Date.now();
  if (!process.stderr.isTTY) {
    process.stderr.write(`${title} ...\n`);
    return { end: () => undefined };
  }
  const draw = () => process.stderr.write(`\r\x1b[2K${[title, detail(), `${Math.round((Date.now() - began) / 1000)} s`].filter(Boolean).join(', ')}`);
  draw();
  const timer = setInterval(draw, 500);
  return {
    end: () => {
      clearInterval(timer);
      process.stderr.write('\r\x1b[2K');
    },
  };
}

function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
