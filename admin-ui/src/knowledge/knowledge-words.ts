import { metricLabel } from '../money/percent.ts';

/** What a document may be about. */
export const kinds = ['brand_guideline', 'product_fact', 'policy_note', 'playbook', 'recommendation_outcome'].map(
  (id) => ({ id, name: metricLabel(id) }),
);
/** In which form a document may come. */
export const formats = ['markdown', 'html', 'text', 'csv'].map((id) => ({ id, name: id }));
