import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { CampaignView } from '../campaigns/campaign-view.ts';
import { FormDialog } from '../layout/FormDialog.tsx';
import { useCalls } from '../server/useCalls.ts';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { createContextActions } from './context-actions.ts';
import { type ContextDraft, eventOf, experimentOf } from './wishes.ts';

const all = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' }, filter: {} } as const;
const kinds = ['holiday', 'sale', 'event', 'outage', 'market'].map((id) => ({ id, name: id }));
const empty: ContextDraft = { name: '', kind: 'event', campaign_id: '', starts_on: '', ends_on: '', figure: '' };

/** Enters an event that may move numbers by itself, or an experiment during which nothing else is changed. */
export function ContextDialog(props: { what: 'event' | 'experiment'; onClose: () => void }) {
  const { what, onClose } = props;
  const calls = useCalls(createContextActions);
  const queryClient = useQueryClient();
  const campaigns = useGetList<CampaignView>('campaigns', all);
  const [draft, setDraft] = useState(empty);
  const [event, experiment] = [eventOf(draft), experimentOf(draft)];
  const ready = (what === 'event' ? event : experiment) !== null;
  const add = useMutation({
    async mutationFn() {
      if (what === 'event') return event === null ? null : calls.addEvent(event);
      return experiment === null ? null : calls.addExperiment(experiment);
    },
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['context'] });
      onClose();
    },
  });
  const field = (
    name: 'name' | 'starts_on' | 'ends_on' | 'figure',
    label: string,
    more: { type?: string; required?: boolean },
  ) => (
    <TextField
      {...{ label, value: draft[name], ...more }}
      slotProps={more.type === 'date' ? { inputLabel: { shrink: true } } : {}}
      onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
    />
  );
  return (
    <FormDialog
      title={what === 'event' ? 'New event' : 'New experiment'}
      {...{ confirm: 'Enter', ready, busy: add.isPending, error: add.error, onClose }}
      onConfirm={() => add.mutate()}
    >
      {field('name', 'Name', { required: true })}
      {what === 'event' ? (
        <ChoiceField
          label="Kind"
          value={draft.kind}
          choices={kinds}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
      ) : null}
      <ChoiceField
        {...{ label: 'Campaign', value: draft.campaign_id }}
        choices={[
          { id: '', name: what === 'event' ? 'all campaigns' : 'choose one' },
          ...(campaigns.data ?? []).map(({ campaign_id, campaign_name }) => ({ id: campaign_id, name: campaign_name })),
        ]}
        onChange={(campaign_id) => setDraft({ ...draft, campaign_id })}
      />
      {field('starts_on', 'First day', { type: 'date', required: true })}
      {field('ends_on', what === 'event' ? 'Last day (the first when empty)' : 'Last day (open when empty)', {
        type: 'date',
      })}
      {what === 'event'
        ? field('figure', 'Usual change of CPA, % (optional)', {})
        : field('figure', 'What it measures (optional)', {})}
    </FormDialog>
  );
}
