import { describe, expect, it } from 'vitest';
import { attentionOf, isVideo } from './attention.ts';

const shown = { impressions: 1000, clicks: 20, appeal: 1, video: true };

describe('what people do with an ad', () => {
  it.each([
    ['Trail Boots – video', true],
    ['Trail Boots – new Video', true],
    ['Trail Boots – carousel', false],
    ['Videography course', false],
    ['', false],
  ])('%j is a video: %s', (name, expected) => expect(isVideo(name)).toBe(expected));

  it('is at least every click, and grows with them', () => {
    for (const clicks of [0, 1, 7, 20, 500]) {
      expect(attentionOf({ ...shown, clicks }).engagements).toBeGreaterThanOrEqual(clicks);
    }
    expect(attentionOf({ ...shown, clicks: 40 }).engagements).toBeGreaterThan(attentionOf(shown).engagements);
  });

  it('is no play of what is no video', () => {
    expect(attentionOf({ ...shown, video: false })).toMatchObject({ video_plays: 0, video_completions: 0 });
  });

  it.each([
    [1, 173],
    [0.5, 86],
    [0, 0],
    [-1, 0],
    [10, 620],
  ])('is watched to the end less the less it appeals: %d → %d of 620 plays', (appeal, video_completions) => {
    expect(attentionOf({ ...shown, appeal })).toMatchObject({ video_plays: 620, video_completions });
  });

  it('has whole numbers, and never more ends than plays nor plays than impressions', () => {
    for (let impressions = 0; impressions < 200; impressions += 7) {
      const { engagements, video_plays, video_completions } = attentionOf({ ...shown, impressions, clicks: 3 });
      expect([engagements, video_plays, video_completions].every(Number.isInteger)).toBe(true);
      expect(video_completions <= video_plays && video_plays <= impressions).toBe(true);
    }
  });
});
