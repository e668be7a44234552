import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../layout/FormDialog.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createCostActions } from './cost-actions.ts';
import { readAmount } from './describe-cost.ts';

/** What models cost per million tokens, and from which day on. */
export function PricesPanel() {
  const calls = useCalls(createCostActions);
  const mayWrite = useCan('models:write');
  const [entering, setEntering] = useState(false);
  const query = useQuery({ queryKey: ['llm-prices'], queryFn: calls.prices });
  return (
    <Panel
      title="Prices"
      aside={
        mayWrite ? (
          <Button size="small" variant="outlined" onClick={() => setEntering(true)}>
            Enter a price
          </Button>
        ) : null
      }
    >
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingRows label="the prices" height={32} />
        ) : (
          <LoadingFailed label="prices" error={query.error} retry={() => void query.refetch()} />
        )
      ) : (
        <FigureTable
          label="prices per million tokens"
          words={3}
          columns={['Model', 'From', 'Entered by', 'In, per million', 'Out, per million']}
          rows={query.data.map((price) => ({
            key: `${price.model} ${price.effective_on ?? ''}`,
            cells: [
              ...[price.model, price.effective_on ?? 'the default', price.created_by_email ?? '–'],
              ...[formatUsd(price.input_usd), formatUsd(price.output_usd)],
            ],
          }))}
        />
      )}
      {entering ? <PriceDialog onClose={() => setEntering(false)} /> : null}
    </Panel>
  );
}

function PriceDialog(props: { onClose: () => void }) {
  const calls = useCalls(createCostActions);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({ model: '', effective_on: '', input: '', output: '' });
  const [input_usd, output_usd] = [readAmount(draft.input, 10_000), readAmount(draft.output, 10_000)];
  const model = draft.model.trim();
  const wish =
    model === '' || draft.effective_on === '' || input_usd === null || output_usd === null
      ? null
      : { model, effective_on: draft.effective_on, input_usd, output_usd };
  const set = useMutation({
    mutationFn: async () => (wish === null ? null : calls.setPrice(wish)),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['llm-prices'] });
      await queryClient.invalidateQueries({ queryKey: ['costs'] });
      props.onClose();
    },
  });
  const field = (name: 'model' | 'effective_on' | 'input' | 'output', label: string, type = 'text') => (
    <TextField
      {...{ required: true, label, type, value: draft[name] }}
      slotProps={type === 'date' ? { inputLabel: { shrink: true } } : {}}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  );
  return (
    <FormDialog
      {...{ title: 'Price of a model', confirm: 'Enter', ready: wish !== null, onClose: props.onClose }}
      {...{ busy: set.isPending, error: set.error }}
      onConfirm={() => set.mutate()}
    >
      {field('model', 'Model')}
      {field('effective_on', 'Holds from (UTC day)', 'date')}
      {field('input', 'What goes in, US dollars per million tokens')}
      {field('output', 'What comes out, US dollars per million tokens')}
    </FormDialog>
  );
}
