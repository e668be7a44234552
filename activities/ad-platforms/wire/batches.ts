/** A list in lists of at most so many. */
export function batchesOf<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const batches: (readonly Item[])[] = [];
  for (let first = 0; first < items.length; first += most) batches.push(items.slice(first, first + most));
  return batches;
}
