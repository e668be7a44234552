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
const adSchema = z.object({ ad_name: z.string().default(''), texts: textsSchema.nullish().default(null) });

/** New words for an ad as the screens need them: what is worn, what was written, what was dropped and why, and the brief. */
const wordsViewSchema = z.object({
  reason: z.string().default(''),
  hand_over: z.string().nullish().default(null),
  brief: z.object({
    text: z.string().default(''),
    variants_wanted: z.number().int().min(1).max(10).catch(3),
    worn: z.array(adSchema).default([]),
  }),
  variants: z
    .array(
      z.object({
        ...wordsSchema,
        why: z.string().default(''),
        source_ids: z.array(z.string()).default([]),
        findings: z.array(findingSchema).default([]),
      }),
    )
    .default([]),
  dropped: z.array(z.object({ ...wordsSchema, findings: z.array(findingSchema).default([]) })).default([]),
});
/** New words for an ad. */
export type WordsView = z.output<typeof wordsViewSchema>;

/** The new words in the evidence of an approval; null when it is about something else. */
export function findWords(evidence: unknown): WordsView | null {
  const found = z.object({ copy: wordsViewSchema }).safeParse(evidence);
  return found.success ? found.data.copy : null;
}

/** What the worn ad says, in one line for each text; empty where nobody knows. */
export function wornTexts({ brief }: WordsView): readonly string[] {
  const [worn] = brief.worn;
  return [...(worn?.texts?.headlines ?? []), ...(worn?.texts?.bodies ?? [])];
}

/** A text field of the words: `contents.0.headline`. */
type WordField = {
  readonly name: string;
  readonly label: string;
  readonly initial: string;
  readonly lines: number;
};

const contentSchema = z.looseObject(wordsSchema);

/** The words that may be edited (`contents` of a plan) or are to be written (`variants` of a gate), as fields of a form. */
export function wordFieldsOf(approval: {
  readonly editable: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly words: WordsView | null;
}): WordField[] {
  return approval.editable.flatMap((name) =>
    entriesOf(approval, name).flatMap(({ headline, body }, index) => [
      { name: `${name}.${index}.headline`, label: `Headline ${index + 1}`, initial: headline, lines: 1 },
      { name: `${name}.${index}.body`, label: `Text ${index + 1}`, initial: body, lines: 3 },
    ]),
  );
}

function entriesOf(approval: Parameters<typeof wordFieldsOf>[0], name: string) {
  const held = z.array(contentSchema).safeParse(approval.params[name]);
  if (name === 'contents' && held.success) return held.data;
  if (name !== 'variants' || approval.words === null) return [];
  return Array.from({ length: approval.words.brief.variants_wanted }, () => contentSchema.parse({}));
}

/** The edits that typed words mean: whole lists, without those that were emptied. Nothing where nothing was changed. */
export function readWords(
  approval: Parameters<typeof wordFieldsOf>[0],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly object[]>> {
  const fields = wordFieldsOf(approval);
  const changed = approval.editable.filter((name) =>
    fields.some((field) => field.name.startsWith(`${name}.`) && (typed[field.name] ?? field.initial) !== field.initial),
  );
  return Object.fromEntries(
    changed.map((name) => {
      const entries = entriesOf(approval, name).map((entry, index) => ({
        ...entry,
        headline: (typed[`${name}.${index}.headline`] ?? entry.headline).trim(),
        body: (typed[`${name}.${index}.body`] ?? entry.body).trim(),
      }));
      return [name, entries.filter(({ headline, body }) => headline !== '' || body !== '')];
    }),
  );
}
