import { expect, it } from 'vitest';
import { describePicture } from './describe-picture.ts';

it('reads the words of a picture, with its marks as people write them', () => {
  expect(describePicture('<svg><desc id="d">a &lt; b, then &#34;c&#34; &amp;lt;.</desc></svg>')).toBe(
    'a < b, then "c" &lt;.',
  );
});

it('still says what it is when the picture has no words', () => {
  expect(describePicture('<svg/>')).toBe('The flow of the playbook');
});
