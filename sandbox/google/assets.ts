import { z } from 'zod';
import type { Books } from '../world/books.ts';
import type { Asset } from './query/table.ts';

const textAssetSchema = z.object({ text: z.string() });

/**
 * The assets of an account. Images are the creatives of the books; texts, which are the same asset whoever uploads them again,
 * stand on the shelf.
 */
export function assetsOf(books: Books): readonly Asset[] {
  const images = books.list('creative').map((creative) => ({
    id: creative.id,
    name: String(books.value(creative, 'name')),
    text: null,
  }));
  const texts = books.world.shelf.all('google_ads', books.account.external_id, 'text_asset').map((item) => ({
    id: item.key,
    name: null,
    text: textAssetSchema.parse(item.value).text,
  }));
  return [...images, ...texts];
}
