import type { CampaignView } from '../campaigns/campaign-view.ts';
import type { EditField } from './edit-fields.ts';

/** The creatives that may be shown instead, by name; with its headline where it was made here, with its id where two are alike. */
export function creativeChoices(
  { initial, without }: Pick<EditField, 'initial' | 'without'>,
  creatives: CampaignView['creatives'],
): readonly { readonly id: string; readonly name: string }[] {
  const others = creatives.filter(({ creative_id }) => creative_id !== without);
  const choices = others.map(({ creative_id: id, name, headline, state }) => ({
    id,
    name: `${name || id}${headline ? ` – “${headline}”` : ''}${state === 'active' ? ', shown by another ad' : ''}`,
  }));
  const named = choices.map((each) =>
    choices.some(({ id, name }) => id !== each.id && name === each.name)
      ? { ...each, name: `${each.name} (${each.id})` }
      : each,
  );
  return named.some(({ id }) => id === initial) ? named : [{ id: initial, name: initial }, ...named];
}
