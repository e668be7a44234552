/**
 * What Product Hunt’s form takes, as people who launch there describe it (https://github.com/fmerian/awesome-product-hunt,
 * looked at in 2026-11); its own help pages do not give all of these figures, so the form has the last word.
 */
export const launchLimits = {
  name_characters: 40,
  tagline_characters: 60,
  description_characters: 500,
  /** The rest of the first comment is folded away. */
  first_comment_shown_characters: 800,
  topics: 3,
  gallery_images: 2,
  gallery_width: 1270,
  gallery_height: 760,
  thumbnail_pixels: 240,
  image_bytes: 3_000_000,
  thumbnail_media_types: ['image/png', 'image/jpeg', 'image/gif'],
} as const;

/** Launch days are those of this zone, and a launch has most of its day when it begins with it. */
export const launchTimezone = 'America/Los_Angeles';
