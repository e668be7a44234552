import { useGetOne } from 'react-admin';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { creativeChoices } from './creative-choices.ts';
import type { EditField } from './edit-fields.ts';

/** The creatives of a campaign to choose one from. Until their names have come there is only the one of the plan. */
export function CreativeChoice(props: {
  campaign_id: string;
  field: EditField;
  value: string;
  onChange: (creative_id: string) => void;
}) {
  const { campaign_id, field, value, onChange } = props;
  const { data } = useGetOne<CampaignView>('campaigns', { id: campaign_id });
  const choices = creativeChoices(field, data?.creatives ?? []);
  return <ChoiceField label={field.label} value={value} choices={choices} onChange={onChange} />;
}
