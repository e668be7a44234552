import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, answerTo } from './answer.ts';
import type { Prompt, Script, ScriptEntry } from './script.ts';

/** How batches go from here on: what `POST /_sandbox/llm/batches` takes. */
export const batchPlaySchema = z.strictObject({
  /** So many looks at a batch find it running; then it ends. */
  looks: z.int().min(0).default(1),
  /** The batch ends with so many of its requests answered; the others expire. All when null. */
  answered: z.int().min(0).nullable().default(null),
  /** What is said instead of taking a batch. */
  refuse: z.strictObject({ status: z.int().min(400).max(599), message: z.string().default('scripted') }).nullish(),
  /** So many looks are answered with 529. */
  lost_looks: z.int().min(0).default(0),
  /** The batch fails as a whole after its first look, as an unreadable file does. OpenAI only. */
  fails: z.boolean().default(false),
});
/** How batches go from here on. */
export type BatchPlay = z.infer<typeof batchPlaySchema>;

/** One request of a batch. */
export type BatchRequest = { readonly custom_id: string; readonly prompt: Prompt };
/** What became of a request. */
export type BatchOutcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'errored'; readonly error: NonNullable<ScriptEntry['error']> }
  | { readonly kind: 'expired' | 'cancelled' };
/** A batch as a vendor has it. */
export type Batch = {
  readonly id: string;
  readonly vendor: Prompt['vendor'];
  readonly requests: readonly BatchRequest[];
  readonly created_at: Date;
  readonly status: 'running' | 'cancelling' | 'ended' | 'failed';
  readonly cancelled: boolean;
  /** Empty while it runs. */
  readonly outcomes: ReadonlyMap<string, BatchOutcome>;
};

/** The batches of all vendors, and how they are to go. */
export type Batches = {
  readonly play: (next: BatchPlay) => void;
  readonly playing: () => BatchPlay;
  readonly list: () => readonly Batch[];
  readonly begin: (vendor: Prompt['vendor'], prefix: string, requests: readonly BatchRequest[]) => Batch;
  /** Looks at a batch, which brings it nearer to its end; null when there is none, `lost` when this look is to fail. */
  readonly look: (vendor: Prompt['vendor'], id: string) => Batch | 'lost' | null;
  readonly cancel: (vendor: Prompt['vendor'], id: string) => Batch | null;
  readonly clear: () => void;
};

/** Makes the memory of batches. Requests are answered by the script when their batch ends, in their order. */
export function createBatches(script: Script): Batches {
  const usual = batchPlaySchema.parse({});
  let play = usual;
  let batches: readonly (Batch & { readonly looks: number })[] = [];
  const find = (vendor: string, id: string) => batches.find((batch) => batch.id === id && batch.vendor === vendor);
  const put = (next: (typeof batches)[number]) => {
    batches = batches.map((batch) => (batch.id === next.id ? next : batch));
    return next;
  };
  return {
    play: (next) => {
      play = next;
    },
    playing: () => play,
    list: () => batches,
    begin: (vendor, prefix, requests) => {
      const id = `${prefix}${randomUUID().replaceAll('-', '')}`;
      const made = { id, vendor, requests, created_at: new Date(), status: 'running', cancelled: false } as const;
      const batch = { ...made, outcomes: new Map(), looks: play.looks };
      batches = [...batches, batch];
      return batch;
    },
    look: (vendor, id) => {
      if (play.lost_looks > 0) {
        play = { ...play, lost_looks: play.lost_looks - 1 };
        return 'lost';
      }
      const batch = find(vendor, id);
      if (batch === undefined || batch.status === 'ended' || batch.status === 'failed') return batch ?? null;
      if (play.fails) return put({ ...batch, status: 'failed' });
      if (batch.looks > 0 && !batch.cancelled) return put({ ...batch, looks: batch.looks - 1 });
      const answered = play.answered ?? (batch.cancelled ? 0 : batch.requests.length);
      const outcomes = batch.requests.map(({ custom_id, prompt }, index): [string, BatchOutcome] => [
        custom_id,
        index < answered ? outcomeOf(prompt, script) : { kind: batch.cancelled ? 'cancelled' : 'expired' },
      ]);
      return put({ ...batch, status: 'ended', outcomes: new Map(outcomes) });
    },
    cancel: (vendor, id) => {
      const batch = find(vendor, id);
      if (batch === undefined || batch.status !== 'running') return batch ?? null;
      return put({ ...batch, status: 'cancelling', cancelled: true });
    },
    clear: () => {
      play = usual;
      batches = [];
    },
  };
}

/** A request that the script sends into a black hole expires; one that it refuses is an error of this request alone. */
function outcomeOf(prompt: Prompt, script: Script): BatchOutcome {
  const entry = script.take(prompt);
  if (entry?.black_hole) return { kind: 'expired' };
  if (entry?.error !== undefined) return { kind: 'errored', error: entry.error };
  return { kind: 'answered', answer: answerTo(entry, prompt, script) };
}
