/** What people did with an ad beside clicking it. Whole numbers; no plays at all of what is no video. */
export type Attention = {
  readonly engagements: number;
  readonly video_plays: number;
  readonly video_completions: number;
};

/** Of the impressions of a video so many begin to play, and of those so many are watched to the end while it is fresh. */
const PLAYED = 0.62;
const WATCHED = 0.28;
/** For each click so many reactions, comments and shares. */
const REACTIONS = 1.4;

/** An ad is a video where its name says so; no wire tells it otherwise here. */
export function isVideo(name: string): boolean {
  return /\bvideo\b/i.test(name);
}

/**
 * Attention follows the appeal of the ad, its click rate against the usual one: what has worn out is reacted to less and
 * watched to the end less often.
 */
export function attentionOf(shown: {
  readonly impressions: number;
  readonly clicks: number;
  readonly appeal: number;
  readonly video: boolean;
}): Attention {
  const video_plays = shown.video ? Math.floor(shown.impressions * PLAYED) : 0;
  const watched = Math.min(1, WATCHED * Math.max(0, shown.appeal));
  return {
    engagements: shown.clicks + Math.floor(shown.clicks * REACTIONS),
    video_plays,
    video_completions: Math.floor(video_plays * watched),
  };
}
