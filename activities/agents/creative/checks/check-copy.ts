import { type CopyRules, lengthOf, refusedTexts } from '../../../../contracts/ad-copy.ts';
import { unknownNumbers } from '../../../reasoning/index.ts';
import type { CopyCheck, CopyFinding, CopyVariant } from '../copy-draft.ts';
import { editorialFindings } from './editorial.ts';
import { bare, likeness } from './likeness.ts';
import { claimsIn } from './unprovable.ts';

/** A text that a variant may rest on. `proof`: what it claims may be claimed, because the team has written it down as a fact. */
export type CopySource = { readonly source_id: string; readonly text: string; readonly proof: boolean };

/** What variants are held against. */
export type CopyLaw = {
  readonly rules: CopyRules;
  readonly sources: readonly CopySource[];
  /** What is said already: the words of every ad and of every creative that is ready. */
  readonly existing: readonly string[];
  readonly competitors: readonly string[];
  /** A person answers for the own claims: those are told and do not block. Of a model everything blocks. */
  readonly by: 'model' | 'person';
};

/** A variant as somebody wrote it. */
export type CopyCandidate = Pick<CopyVariant, 'headline' | 'body' | 'why' | 'source_ids' | 'objections'>;

/** As alike as this is the same thing said again. */
const nearlyTheSame = 0.8;
/** What nobody can take upon themselves: the platform would refuse it, or it is there already. */
const always: ReadonlySet<CopyCheck> = new Set(['empty', 'too_long', 'link', 'duplicate']);
/** What is only for whoever decides. */
const never: ReadonlySet<CopyCheck> = new Set(['folded']);

/** Sorts variants into those that may be asked about and those that may not, each with everything that was found. */
export function judgeVariants(candidates: readonly CopyCandidate[], law: CopyLaw) {
  const kept: CopyVariant[] = [];
  const dropped: (Pick<CopyVariant, 'headline' | 'body'> & { readonly findings: CopyFinding[] })[] = [];
  for (const candidate of candidates) {
    const existing = [...law.existing, ...kept.map(wordsOf)];
    const findings = findingsOf(candidate, { ...law, existing });
    const { headline, body } = candidate;
    if (findings.some((each) => each.blocks)) dropped.push({ headline, body, findings });
    else kept.push({ ...candidate, findings });
  }
  return { kept, dropped };
}

/** Headline and body as one text. */
export function wordsOf({ headline, body }: Pick<CopyCandidate, 'headline' | 'body'>): string {
  return `${headline} ${body}`.trim();
}

function findingsOf(candidate: CopyCandidate, law: CopyLaw): CopyFinding[] {
  const { rules, sources, existing, competitors, by } = law;
  const found: CopyFinding[] = [];
  const say = (check: CopyCheck, field: CopyFinding['field'], words: string, explanation: string) => {
    const blocks = always.has(check) || (by === 'model' && !never.has(check));
    found.push({ check, field, found: words, explanation, blocks });
  };
  const cited = sources.filter((each) => by === 'person' || candidate.source_ids.includes(each.source_id));
  const facts = cited.map((each) => each.text).join('\n');
  const proofs = bare(cited.flatMap((each) => (each.proof ? [each.text] : [])).join('\n'));
  const known = [...existing, ...sources.map((each) => each.text)].join('\n');
  if (by === 'model' && cited.length === 0) say('no_source', 'body', '', 'It names nothing that it rests on.');
  for (const each of refusedTexts(rules, candidate)) say(each.check, each.field, each.found, each.explanation);
  for (const field of ['headline', 'body'] as const) {
    const text = candidate[field];
    const limit = rules[field];
    if (limit === null) continue;
    const { shown_characters: shown, most_characters: most } = limit;
    const length = lengthOf(rules, text);
    if (shown !== null && length > shown && length <= most)
      say('folded', field, `${length}`, `Only about ${shown} characters are shown; the rest is folded away.`);
    for (const each of editorialFindings(rules, field, text, known))
      say(each.check, field, each.found, each.explanation);
    for (const claim of claimsIn(text))
      if (!proofs.includes(bare(claim.found)))
        say(claim.check, field, claim.found, 'No fact of the team’s that it cites says so.');
    for (const number of unknownNumbers(text, facts))
      say('number_without_source', field, String(number), 'None of its sources says this number.');
    for (const name of competitors)
      if (` ${bare(text)} `.includes(` ${bare(name)} `)) say('competitor_named', field, name, 'It names a competitor.');
  }
  const own = wordsOf(candidate);
  const [alike = 0, same = ''] =
    existing
      .map((each): readonly [number, string] => [likeness(own, each), each])
      .sort(([left], [right]) => right - left)[0] ?? [];
  if (alike === 1) say('duplicate', 'body', same, 'It is said already.');
  else if (alike >= nearlyTheSame) say('near_duplicate', 'body', same, 'It is nearly said already.');
  return found;
}
