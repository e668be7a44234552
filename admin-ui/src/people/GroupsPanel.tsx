import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { explainError } from '../server/problem.ts';
import { useCalls } from '../server/useCalls.ts';
import { createPeopleActions } from './people-actions.ts';
import { isGroupName, readEmails } from './read-emails.ts';

/** The groups of approvers with their members; one form makes a group or changes who is in it. */
export function GroupsPanel(props: { mayWrite: boolean }) {
  const people = useCalls(createPeopleActions);
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [members, setMembers] = useState('');
  const groups = useQuery({ queryKey: ['approver-groups'], queryFn: people.groups });
  const put = useMutation({
    mutationFn: () => people.putGroup({ name, members: readEmails(members) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['approver-groups'] }),
  });
  return (
    <Panel title="Groups of approvers">
      {groups.data === undefined ? (
        groups.error === null ? (
          <LoadingRows label="the groups" rows={2} height={40} />
        ) : (
          <LoadingFailed label="groups" error={groups.error} retry={() => void groups.refetch()} />
        )
      ) : groups.data.length === 0 ? (
        <Typography variant="body2">No group yet. A playbook names one under approvers: groups.</Typography>
      ) : (
        <Box component="ul" aria-label="Groups" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {groups.data.map((group) => (
            <Box component="li" key={group.group_id} sx={{ fontSize: '0.9rem', overflowWrap: 'anywhere' }}>
              <strong>{group.name}</strong>
              {`: ${group.members.map(({ email }) => email).join(', ') || 'nobody is in it'}`}
              {props.mayWrite ? (
                <Button
                  size="small"
                  aria-label={`Change ${group.name}`}
                  onClick={() => {
                    setName(group.name);
                    setMembers(group.members.map(({ email }) => email).join('\n'));
                  }}
                >
                  Change
                </Button>
              ) : null}
            </Box>
          ))}
        </Box>
      )}
      {props.mayWrite ? (
        <Box
          component="form"
          aria-label="Make or change a group"
          sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start', mt: 2 }}
          onSubmit={(event) => {
            event.preventDefault();
            put.mutate();
          }}
        >
          <TextField
            size="small"
            label="Name of the group"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            size="small"
            multiline
            label="Members’ e-mails"
            value={members}
            onChange={(event) => setMembers(event.target.value)}
            sx={{ flexGrow: 1, minWidth: 220 }}
          />
          <Button type="submit" variant="outlined" disabled={!isGroupName(name) || put.isPending}>
            Save the group
          </Button>
        </Box>
      ) : null}
      {put.error === null ? null : (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {explainError(put.error)}
        </Alert>
      )}
    </Panel>
  );
}
