import type { z } from 'zod';
import type { LaunchState } from '../../../contracts/launch.ts';
import type { answerDraftSchema, knownAnswerSchema, LaunchReport } from './launch-report.ts';

type KnownAnswer = z.infer<typeof knownAnswerSchema>;

/** A draft of words that the maker has given; what nobody has answered yet is left to the maker. */
function draftOf(body: string, known: readonly KnownAnswer[]): string | null {
  const text = body.toLowerCase();
  const found = known.find(({ about }) => text.includes(about.toLowerCase()));
  if (found !== undefined) return `Thank you for asking! ${found.answer}`;
  return text.includes('?') ? null : 'Thank you!';
}

const signed = (value: number) => (value < 0 ? String(value) : `+${value}`);

/**
 * The report of one look. The platform tells how many votes there are and not when they came, so what was gained is the
 * difference of two looks, and may be negative where votes were taken away.
 */
export function reportOf(
  state: LaunchState,
  previous: LaunchReport | null,
  given: { readonly known_answers: readonly KnownAnswer[]; readonly day_ends_at: string | null },
): LaunchReport {
  const { votes, comments, rank, read_at, name } = state;
  const votes_gained = previous === null ? null : votes - previous.votes;
  const comments_gained = previous === null ? null : comments - previous.comments;
  const answer_drafts = state.new_comments.map((each): z.infer<typeof answerDraftSchema> => {
    const { comment_id, body, url } = each;
    return { comment_id, comment: body, url, draft: draftOf(body, given.known_answers) };
  });
  const gains = (gained: number | null) => (gained === null ? '' : ` (${signed(gained)})`);
  const lines = [
    `${name}: ${votes} votes${gains(votes_gained)}, ${comments} comments${gains(comments_gained)}.`,
    rank === null ? 'The platform tells no rank.' : `Rank ${rank} of the day.`,
    ...answer_drafts.map(({ comment, draft }) => `“${comment}” → ${draft ?? 'only the maker can answer this'}`),
  ];
  return {
    ...{ post_id: state.entity_id, name, url: state.url, votes, comments, rank, votes_gained, comments_gained },
    ...{ since: previous?.read_at ?? null, read_at, answer_drafts },
    course: [...(previous?.course ?? []), { read_at, votes, comments }],
    day_over: given.day_ends_at !== null && Date.parse(read_at) >= Date.parse(given.day_ends_at),
    text: lines.join('\n'),
  };
}
