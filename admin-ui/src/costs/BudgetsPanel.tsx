import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../layout/FormDialog.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { useCalls } from '../server/useCalls.ts';
import { useCan } from '../session/useCan.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { createCostActions } from './cost-actions.ts';
import type { BudgetView } from './cost-view.ts';
import { budgetState, readAmount } from './describe-cost.ts';

const scopes = { run: 'A run', day: 'A day', month: 'A month' } as const;

/** What models may cost per run, day and month, and how much of it is used. */
export function BudgetsPanel() {
  const calls = useCalls(createCostActions);
  const mayWrite = useCan('models:write');
  const [editing, setEditing] = useState<BudgetView | null>(null);
  const query = useQuery({ queryKey: ['llm-budgets'], queryFn: calls.budgets });
  return (
    <Panel title="Budgets">
      {query.data === undefined ? (
        query.error === null ? (
          <LoadingRows label="the budgets" rows={3} height={32} />
        ) : (
          <LoadingFailed label="budgets" error={query.error} retry={() => void query.refetch()} />
        )
      ) : (
        <FigureTable
          label="budgets"
          words={2}
          columns={['Budget of', 'State', 'Limit', 'Used', 'People are told at', 'Change']}
          rows={query.data.map((budget) => {
            const state = budgetState(budget);
            return {
              key: budget.scope,
              cells: [
                scopes[budget.scope],
                state === null ? (
                  'each has its own'
                ) : (
                  <ToneChip key="state" tone={state.tone}>
                    {state.word}
                  </ToneChip>
                ),
                formatUsd(budget.limit_usd),
                budget.used_usd === null || state === null
                  ? '–'
                  : `${formatUsd(budget.used_usd)} (${Math.round(state.used_pct)} %)`,
                `${budget.alert_at_pct} %`,
                mayWrite ? (
                  <Button
                    key="edit"
                    {...{ size: 'small' }}
                    aria-label={`Change the budget of ${scopes[budget.scope].toLowerCase()}`}
                    onClick={() => setEditing(budget)}
                  >
                    Change
                  </Button>
                ) : null,
              ],
            };
          })}
        />
      )}
      {editing === null ? null : <BudgetDialog budget={editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function BudgetDialog(props: { budget: BudgetView; onClose: () => void }) {
  const { budget, onClose } = props;
  const calls = useCalls(createCostActions);
  const queryClient = useQueryClient();
  const [limit, setLimit] = useState(String(budget.limit_usd));
  const [alertAt, setAlertAt] = useState(String(budget.alert_at_pct));
  const [limit_usd, alert_at_pct] = [readAmount(limit, 1_000_000), readAmount(alertAt, 100)];
  const wish =
    limit_usd === null || alert_at_pct === null || alert_at_pct < 1 || !Number.isInteger(alert_at_pct)
      ? null
      : { scope: budget.scope, limit_usd, alert_at_pct };
  const set = useMutation({
    mutationFn: async () => (wish === null ? null : calls.setBudget(wish)),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['llm-budgets'] });
      onClose();
    },
  });
  return (
    <FormDialog
      {...{ title: `Budget of ${scopes[budget.scope].toLowerCase()}`, confirm: 'Set', ready: wish !== null, onClose }}
      {...{ busy: set.isPending, error: set.error }}
      onConfirm={() => set.mutate()}
    >
      <TextField
        {...{ autoFocus: true, label: 'Limit, US dollars', value: limit }}
        slotProps={{ htmlInput: { inputMode: 'decimal' } }}
        onChange={(event) => setLimit(event.target.value)}
      />
      <TextField
        {...{ label: 'People are told at, % of it', value: alertAt }}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        onChange={(event) => setAlertAt(event.target.value)}
      />
    </FormDialog>
  );
}
