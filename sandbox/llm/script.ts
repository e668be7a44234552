import { createHash } from 'node:crypto';
import { z } from 'zod';

/** One line of the script: which prompts it answers, how often, and with what. Exactly one kind of answer. */
export const scriptEntrySchema = z.strictObject({
  match: z
    .strictObject({
      vendor: z.enum(['anthropic', 'openai', 'xai']).optional(),
      model: z.string().optional(),
      text: z.string().optional().describe('the prompt contains this'),
      regex: z.string().optional().describe('the prompt matches this (dot matches newlines)'),
      prompt_hash: z.string().optional().describe('sha256 of the prompt, in hex'),
    })
    .default({}),
  times: z.int().positive().nullable().default(null),
  /** The answer’s text; an object is sent as its JSON. */
  reply: z.union([z.string(), z.record(z.string(), z.json())]).optional(),
  /** `tool_use` calls a tool that nobody offered instead of answering. */
  stop: z.enum(['complete', 'max_tokens', 'refusal', 'tool_use']).default('complete'),
  error: z
    .strictObject({
      status: z.int().min(400).max(599),
      type: z.string().optional(),
      code: z.string().optional(),
      /** What Anthropic puts into the details of an error. */
      error_code: z.string().optional(),
      message: z.string().default('scripted error'),
      retry_after_seconds: z.number().optional(),
    })
    .optional(),
  /** A body sent as it is, with status 200. */
  raw: z.string().optional(),
  delay_ms: z.int().nonnegative().default(0),
  /** Waits as long as a real model does: lognormal by its median and its 95th percentile, drawn anew for each call. */
  latency: z.strictObject({ p50_ms: z.number().positive(), p95_ms: z.number().positive() }).optional(),
  /** Puts the reply into a Markdown fence. */
  fenced: z.boolean().default(false),
  /** Pads the text of the answer to so many bytes. */
  flood_bytes: z.int().positive().max(50_000_000).optional(),
  /** Breaks the connection after so many bytes of a good answer. */
  cut_after_bytes: z.int().positive().optional(),
  /** Answers with what an attacker wants, whatever was asked: in the asked shape, or in one of the attacker's own. */
  evil: z.enum(['in_shape', 'out_of_shape']).optional(),
  /** Sends the body in pieces of so many bytes with pauses between. */
  drip: z.strictObject({ bytes: z.int().positive(), interval_ms: z.int().nonnegative() }).optional(),
  /** Takes the call and never answers. */
  black_hole: z.boolean().default(false),
});
/** One line of the script. */
export type ScriptEntry = z.infer<typeof scriptEntrySchema>;
/** What a script file holds, and what `POST /_sandbox/llm` takes. */
export const scriptSchema = z.array(scriptEntrySchema);

/** A prompt as the script sees it: all its texts, system first, joined by newlines. */
export type Prompt = {
  readonly vendor: 'anthropic' | 'openai' | 'xai';
  readonly model: string;
  readonly text: string;
  readonly schema: unknown;
};

/** sha256 in hex of a prompt’s text. */
export function promptHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One call that arrived, for tests that count attempts. */
export type LanguageCall = {
  readonly at: string;
  readonly vendor: string;
  readonly model: string;
  readonly prompt: string;
  readonly prompt_hash: string;
  readonly scripted: boolean;
};

/** The script and the memory of calls. */
export type Script = {
  readonly set: (entries: readonly ScriptEntry[]) => void;
  readonly list: () => readonly ScriptEntry[];
  readonly calls: () => readonly LanguageCall[];
  /** The first entry that fits, counted as used; null when none fits. Remembers the call. */
  readonly take: (prompt: Prompt) => ScriptEntry | null;
  readonly clear: () => void;
};

const LARGEST_MEMORY = 2000;

function fits(entry: ScriptEntry, prompt: Prompt): boolean {
  const { vendor, model, text, regex, prompt_hash } = entry.match;
  return (
    (vendor === undefined || vendor === prompt.vendor) &&
    (model === undefined || model === prompt.model) &&
    (text === undefined || prompt.text.includes(text)) &&
    (regex === undefined || new RegExp(regex, 's').test(prompt.text)) &&
    (prompt_hash === undefined || prompt_hash === promptHash(prompt.text))
  );
}

/** Makes a script from its first entries. */
export function createScript(first: readonly ScriptEntry[] = []): Script {
  let entries = first;
  let calls: readonly LanguageCall[] = [];
  return {
    set: (next) => {
      entries = next;
    },
    list: () => entries,
    calls: () => calls,
    take: (prompt) => {
      const index = entries.findIndex((entry) => fits(entry, prompt));
      const found = entries[index] ?? null;
      const call = { at: new Date().toISOString(), vendor: prompt.vendor, model: prompt.model, prompt: prompt.text };
      calls = [
        ...calls.slice(-LARGEST_MEMORY),
        { ...call, prompt_hash: promptHash(prompt.text), scripted: found !== null },
      ];
      if (found !== null && found.times !== null) {
        const left = found.times - 1;
        entries = entries.flatMap((entry, at) =>
          at !== index ? [entry] : left === 0 ? [] : [{ ...entry, times: left }],
        );
      }
      return found;
    },
    clear: () => {
      entries = first;
      calls = [];
    },
  };
}
