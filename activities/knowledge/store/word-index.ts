import type { Index } from '@lancedb/lancedb';
import { openLance } from './open-lance.ts';

/** How words are found: English stems, no stop words, no accents. Places of words are not kept, since nobody asks for phrases. */
export async function wordIndex(): Promise<Index> {
  const lance = await openLance();
  return lance.Index.fts({
    language: 'English',
    stem: true,
    removeStopWords: true,
    lowercase: true,
    asciiFolding: true,
    withPosition: false,
  });
}
