import { z } from 'zod';
import type { Books } from '../world/books.ts';
import type { Asset } from './query/table.ts';

const textAssetSchema = z.object({ text: z.string() });

/**
 * The assets of an account. Those with a name of their own are the creatives of the books; texts without one, which are the
 * same asset whoever uploads them again, stand on the shelf.
 */
export function assetsOf(books: Books): readonly Asset[] {
  const creatives = books.list('creative').map((creative) => {
    const text = books.value(creative, 'text');
    return {
      id: creative.id,
      name: String(books.value(creative, 'name')),
      text: typeof text === 'string' ? text : null,
    };
  });
  const texts = books.world.shelf.all('google_ads', books.account.external_id, 'text_asset').map((item) => ({
    id: item.key,
    name: null,
    text: textAssetSchema.parse(item.value).text,
  }));
  return [...creatives, ...texts];
}
