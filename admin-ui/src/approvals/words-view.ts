import { z } from 'zod';

const findingSchema = z.object({
  field: z.string().default(''),
  found: z.string().default(''),
  explanation: z.string().default(''),
});
const wordsSchema = { headline: z.string().default(''), body: z.string().default('') };
const textsSchema = z.object({
  headlines: z.array(z.string()).default([]),
  bodies: z.array(z.string()).default([]),
});
const adSchema = z.object({
  ad_id: z.string().default(''),
  ad_name: z.string().default(''),
  texts: textsSchema.nullish().default(null),
});

/** New words for an ad as the screens need them: what is worn, what was written, what was dropped and why, and the brief. */
const wordsViewSchema = z.object({
  reason: z.string().default(''),
  hand_over: z.string().nullish().default(null),
  second_look: z
    .object({
      verdict: z.string(),
      objections: z.array(z.string()).default([]),
      not_verified_because: z.string().nullish().default(null),
    })
    .nullish()
    .catch(null),
  brief: z.object({
    text: z.string().default(''),
    variants_wanted: z.number().int().min(1).max(10).catch(3),
    worn: z.array(adSchema).default([]),
    worked: z.array(adSchema).default([]),
    guidelines: z.array(z.object({ source_id: z.string(), title: z.string() })).default([]),
    /** What the platform takes; read where somebody writes. */
    rules: z.unknown().optional(),
  }),
  variants: z
    .array(
      z.object({
        ...wordsSchema,
        why: z.string().default(''),
        source_ids: z.array(z.string()).default([]),
        findings: z.array(findingSchema).default([]),
        objections: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  dropped: z.array(z.object({ ...wordsSchema, findings: z.array(findingSchema).default([]) })).default([]),
});
/** New words for an ad. */
export type WordsView = z.output<typeof wordsViewSchema>;

const contentSchema = z.looseObject(wordsSchema);
const madeSchema = z.object({ made: z.array(z.object({ content: contentSchema })) });

/**
 * The new words in the evidence of an approval; null when it is about something else. Its variants are those that are asked
 * about: what the plan makes or what was made, also where a person has changed it since it was written.
 */
export function findWords(evidence: unknown, params: unknown): WordsView | null {
  const found = z.object({ copy: wordsViewSchema }).safeParse(evidence);
  if (!found.success) return null;
  const { copy } = found.data;
  const planned = z.object({ contents: z.array(contentSchema) }).safeParse(params);
  const made = madeSchema.safeParse(evidence);
  const asked = planned.success
    ? planned.data.contents
    : made.success
      ? made.data.made.map((each) => each.content)
      : null;
  if (asked === null) return copy;
  const variants = asked.map(({ headline, body }) => {
    const why = 'A person changed these words; what they claim was looked at by nobody else.';
    const written = copy.variants.find((each) => each.headline === headline && each.body === body);
    return written ?? { headline, body, why, source_ids: [], findings: [], objections: [] };
  });
  return { ...copy, variants };
}

/** What the worn ad says, in one line for each text; empty where nobody knows. */
export function wornTexts({ brief }: WordsView): readonly string[] {
  const [worn] = brief.worn;
  return [...(worn?.texts?.headlines ?? []), ...(worn?.texts?.bodies ?? [])];
}

/** What a variant rests on, by the names of ads and documents; what has no name keeps its id. */
export function sourceNames({ brief }: WordsView, source_ids: readonly string[]): readonly string[] {
  const ads = [...brief.worn, ...brief.worked].map(({ ad_id, ad_name }): [string, string] => [`ad:${ad_id}`, ad_name]);
  const documents = brief.guidelines.map(({ source_id, title }): [string, string] => [source_id, title]);
  const names = new Map([...ads, ...documents]);
  return [...new Set(source_ids.map((id) => names.get(id) || id))];
}

/** Whether another model looked at the words, in a sentence. */
export function secondLookSentence({ verdict, not_verified_because }: NonNullable<WordsView['second_look']>): string {
  if (verdict === 'agreed') return 'Another model looked at these words and has nothing against them.';
  if (verdict === 'disagreed') return 'Another model has objections; they decide nothing, you do.';
  return `No other model has looked at these words${not_verified_because === null ? '' : `: ${not_verified_because}`}.`;
}

/** A text field of the words: `contents.0.headline`. */
type WordField = {
  readonly name: string;
  readonly label: string;
  readonly initial: string;
  readonly lines: number;
};

/** An approval as far as its words go. */
export type WordsAsked = {
  readonly editable: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly words: WordsView | null;
};

/** The words that may be edited (`contents` of a plan) or are to be written (`variants` of a gate), as fields of a form. */
export function wordFieldsOf(approval: WordsAsked): WordField[] {
  return approval.editable.flatMap((name) =>
    entriesOf(approval, name).flatMap(({ headline, body }, index) => [
      { name: `${name}.${index}.headline`, label: `Headline ${index + 1}`, initial: headline, lines: 1 },
      { name: `${name}.${index}.body`, label: `Text ${index + 1}`, initial: body, lines: 3 },
    ]),
  );
}

function entriesOf(approval: WordsAsked, name: string) {
  const held = z.array(contentSchema).safeParse(approval.params[name]);
  if (name === 'contents' && held.success) return held.data;
  if (name !== 'variants' || approval.words === null) return [];
  return Array.from({ length: approval.words.brief.variants_wanted }, () => contentSchema.parse({}));
}

/** The words of one parameter as they are typed by now, with all else that stands beside them. */
export function readTyped(approval: WordsAsked, name: string, typed: Readonly<Record<string, string>>) {
  return entriesOf(approval, name).map((entry, index) => ({
    ...entry,
    headline: (typed[`${name}.${index}.headline`] ?? entry.headline).trim(),
    body: (typed[`${name}.${index}.body`] ?? entry.body).trim(),
  }));
}

/** The edits that typed words mean: whole lists, without those that were emptied. Nothing where nothing was changed. */
export function readWords(
  approval: WordsAsked,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly object[]>> {
  const fields = wordFieldsOf(approval);
  const changed = approval.editable.filter((name) =>
    fields.some((field) => field.name.startsWith(`${name}.`) && (typed[field.name] ?? field.initial) !== field.initial),
  );
  return Object.fromEntries(
    changed.map((name) => [
      name,
      readTyped(approval, name, typed).filter(({ headline, body }) => headline !== '' || body !== ''),
    ]),
  );
}
