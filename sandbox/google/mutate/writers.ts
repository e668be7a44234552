import { adGroupWriter, adWriter } from './ad-groups.ts';
import { assetWriter, userListWriter } from './assets.ts';
import { budgetWriter } from './budgets.ts';
import { campaignWriter } from './campaigns.ts';
import { adGroupCriterionWriter, campaignCriterionWriter } from './criteria.ts';
import type { Writer } from './writer.ts';

/** Every kind of resource that can be written here. */
export const writers: readonly Writer[] = [
  budgetWriter,
  campaignWriter,
  adGroupWriter,
  adWriter,
  campaignCriterionWriter,
  adGroupCriterionWriter,
  assetWriter,
  userListWriter,
];

/** The writer of a collection, as in `campaigns:mutate`; null when it is not played. */
export function writerOf(collection: string): Writer | null {
  return writers.find((writer) => writer.collection === collection) ?? null;
}
