import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { standingOf } from '../changes/describe-record.ts';
import { isPortfolio } from '../changes/group-changes.ts';
import { resultWords } from '../changes/results.ts';
import { useChangeGroups } from '../changes/useChangeGroups.ts';
import { Panel } from '../layout/Panel.tsx';
import { platformName } from '../platforms/platform-name.ts';
import { ChangeEntry } from './ChangeEntry.tsx';
import type { ExecutionChangeSet } from './execution-view.ts';

/** A change set of an execution: each change from before to after, and how far its write has come; in groups when it is a portfolio. */
export function ChangeSetPanel(props: { changeSet: ExecutionChangeSet }) {
  const { changeSet } = props;
  const { changes } = changeSet.change_set;
  const intents = changeSet.intents ?? [];
  const groups = useChangeGroups(changeSet.change_set);
  const portfolio = isPortfolio(changes);
  const meanings = intents.flatMap((intent) => standingOf(intent.state, intent)?.meaning ?? []);
  const list = { m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 };
  return (
    <Panel
      title="Planned and applied"
      aside={
        changeSet.approval_id === null ? null : (
          <Box
            component={Link}
            to={`/approvals/${changeSet.approval_id}/show`}
            sx={{ color: 'primary.main', fontSize: '0.85rem', display: 'inline-block', minHeight: 24 }}
          >
            See the decision
          </Box>
        )
      }
    >
      {changes.length < 2 ? null : (
        <Typography variant="body2" sx={{ mb: 1.5, fontWeight: 600 }}>
          {resultWords(meanings)}
        </Typography>
      )}
      {groups.map((group) => (
        <Box component="section" key={`${group.platform} ${group.account_id}`} sx={{ '& + &': { mt: 2.5 } }}>
          {portfolio ? (
            <Typography component="h3" variant="h3" sx={{ mb: 1 }}>
              {`${platformName(group.platform)} · ${group.name}${group.currency === '' ? '' : ` · in ${group.currency}`}`}
            </Typography>
          ) : null}
          <Box component="ul" sx={list}>
            {group.campaigns.flatMap((campaign) =>
              campaign.changes.map((change) => (
                <ChangeEntry
                  key={`${change.entity_id} ${change.field}`}
                  change={change}
                  currency={group.currency}
                  campaign={portfolio ? campaign.name : null}
                  intent={
                    intents.find(
                      (each) => each.change.entity_id === change.entity_id && each.change.field === change.field,
                    ) ?? null
                  }
                />
              )),
            )}
          </Box>
        </Box>
      ))}
    </Panel>
  );
}
