import type { LaunchBrief, LaunchProblem } from './launch-kit.ts';
import { launchLimits } from './limits.ts';

/** Asking for votes, in the words in which it is done; the platform forbids it, and takes launches down for it. */
const asksForVotes = /\bup-?vot(?:e|es|ing)\b|\bvote (?:for|us|me|up)\b|\byour (?:vote|support)\b/i;

/** Checks what is given, and the first comment made of it, against what the form takes and the rules allow. */
export function problemsOf(brief: LaunchBrief, first_comment: string): readonly LaunchProblem[] {
  const limits = launchLimits;
  const found: LaunchProblem[] = [];
  const say = (field: string, problem: string, blocks = true) => found.push({ field, problem, blocks });

  for (const [field, most] of [
    ['name', limits.name_characters],
    ['tagline', limits.tagline_characters],
    ['description', limits.description_characters],
  ] as const) {
    const length = [...brief[field]].length;
    if (length > most) say(field, `It has ${length} characters; ${most} is the most.`);
  }
  if (!/^https:\/\//.test(brief.website_url)) say('website_url', 'It is no https address.');
  if (brief.topics.length === 0) say('topics', 'None is named.');
  if (brief.topics.length > limits.topics)
    say('topics', `${brief.topics.length} are named; ${limits.topics} is the most.`);
  for (const [field, text] of Object.entries({ ...brief, first_comment }))
    if (typeof text === 'string' && asksForVotes.test(text)) say(field, 'It asks for votes, which is not allowed.');
  if ([...first_comment].length > limits.first_comment_shown_characters)
    say(
      'first_comment',
      `Only ${limits.first_comment_shown_characters} characters are shown; the rest is folded away.`,
      false,
    );

  const { thumbnail, gallery } = brief;
  const { thumbnail_pixels: side, image_bytes } = limits;
  if (thumbnail === null) say('thumbnail', 'There is none.');
  else {
    if (thumbnail.width !== thumbnail.height) say('thumbnail', 'It is not square.');
    if (Math.min(thumbnail.width, thumbnail.height) < side) say('thumbnail', `It is smaller than ${side} by ${side}.`);
    if (thumbnail.bytes > image_bytes) say('thumbnail', `It has more than ${image_bytes} bytes.`);
    if (!limits.thumbnail_media_types.some((each) => each === thumbnail.media_type))
      say('thumbnail', `It is ${thumbnail.media_type}; ${limits.thumbnail_media_types.join(', ')} are taken.`);
  }
  if (gallery.length < limits.gallery_images)
    say('gallery', `It has ${gallery.length} images; ${limits.gallery_images} is the least.`);
  gallery.forEach((each, index) => {
    if (each.bytes > image_bytes) say(`gallery[${index}]`, `It has more than ${image_bytes} bytes.`);
    if (each.width < limits.gallery_width || each.height < limits.gallery_height)
      say(`gallery[${index}]`, `It is smaller than ${limits.gallery_width} by ${limits.gallery_height}.`, false);
  });
  return found;
}
