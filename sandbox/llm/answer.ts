import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import { evilAnswer } from './evil-answer.ts';
import { genericAnswer } from './generic-answer.ts';
import { drawLatency } from './latency.ts';
import type { Prompt, Script, ScriptEntry } from './script.ts';

/** What a vendor’s shape must be able to write. */
export type VendorShape = {
  readonly body: (answer: Answer) => unknown;
  readonly error: (
    status: number,
    error: { type?: string; code?: string; error_code?: string; message: string },
  ) => unknown;
};

/** One answer, before it is put into a vendor’s shape. Tokens are counted as words. */
export type Answer = {
  readonly model: string;
  readonly text: string;
  readonly stop: ScriptEntry['stop'];
  readonly input_tokens: number;
  readonly output_tokens: number;
};

/** A rough count of tokens, so that usage figures move with the length of texts: one per four characters. */
function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

async function drip(response: Response, body: string, pace: { bytes: number; interval_ms: number }): Promise<void> {
  const bytes = Buffer.from(body);
  response.set('Content-Length', String(bytes.length));
  for (let start = 0; start < bytes.length && !response.destroyed; start += pace.bytes) {
    response.write(bytes.subarray(start, start + pace.bytes));
    await wait(pace.interval_ms);
  }
  response.end();
}

/** Answers a prompt as the script says, or generically, in a vendor’s shape. */
export async function answerPrompt(response: Response, prompt: Prompt, script: Script, shape: VendorShape) {
  const entry = script.take(prompt);
  if (entry?.black_hole) return;
  const latency = entry?.latency === undefined ? 0 : drawLatency(entry.latency, script.calls().length, prompt.text);
  if (entry !== null && entry.delay_ms + latency > 0) await wait(entry.delay_ms + latency);
  response.type('application/json');
  if (entry?.error !== undefined) {
    const { status, message, type, code, error_code, retry_after_seconds } = entry.error;
    if (retry_after_seconds !== undefined) response.set('retry-after', String(retry_after_seconds));
    response.status(status);
    const named = Object.entries({ type, code, error_code }).filter(([, name]) => name !== undefined);
    response.send(JSON.stringify(shape.error(status, { ...Object.fromEntries(named), message })));
    return;
  }
  const body = entry?.raw ?? JSON.stringify(shape.body(answerTo(entry, prompt, script)));
  if (entry?.cut_after_bytes !== undefined) cut(response, body, entry.cut_after_bytes);
  else if (entry?.drip === undefined) response.send(body);
  else await drip(response, body, entry.drip);
}

/** The answer to a prompt before it is put into a vendor’s shape, as the entry that was taken for it says. */
export function answerTo(entry: ScriptEntry | null, prompt: Prompt, script: Script): Answer {
  const text = textOf(entry, prompt, script.calls().length);
  const counts = { input_tokens: tokensOf(prompt.text), output_tokens: tokensOf(text) };
  return { model: prompt.model, text, stop: entry?.stop ?? 'complete', ...counts };
}

/** The text of the answer: scripted, an attacker's, or generic; fenced and padded when the script says so. */
function textOf(entry: ScriptEntry | null, prompt: Prompt, serial: number): string {
  const scripted = typeof entry?.reply === 'object' ? JSON.stringify(entry.reply) : entry?.reply;
  const plain =
    entry?.evil === undefined
      ? (scripted ?? genericAnswer(prompt.schema))
      : evilAnswer(entry.evil, prompt.schema, serial);
  const fenced = entry?.fenced ? `\`\`\`json\n${plain}\n\`\`\`` : plain;
  return fenced.padEnd(entry?.flood_bytes ?? 0, 'x');
}

/** Promises the whole body, sends a part of it and breaks the connection. */
function cut(response: Response, body: string, bytes: number): void {
  response.set('Content-Length', String(Buffer.byteLength(body)));
  response.write(Buffer.from(body).subarray(0, bytes), () => response.destroy());
}
