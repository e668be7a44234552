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

/** Who people are in Slack: a button pressed there is a decision of the person who stands here. */
export function IdentitiesPanel() {
  const people = useCalls(createPeopleActions);
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [member, setMember] = useState('');
  const identities = useQuery({ queryKey: ['channel-identities'], queryFn: people.identities });
  const put = useMutation({
    mutationFn: people.putIdentity,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channel-identities'] }),
  });
  return (
    <Panel title="Who people are in Slack">
      {identities.data === undefined ? (
        identities.error === null ? (
          <LoadingRows label="the links" rows={2} height={40} />
        ) : (
          <LoadingFailed label="links" error={identities.error} retry={() => void identities.refetch()} />
        )
      ) : identities.data.length === 0 ? (
        <Typography variant="body2">Nobody is linked, so nobody can decide from Slack.</Typography>
      ) : (
        <Box component="ul" aria-label="Links" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {identities.data.map((identity) => (
            <Box component="li" key={identity.external_id} sx={{ fontSize: '0.9rem', overflowWrap: 'anywhere' }}>
              <code>{identity.external_id}</code>
              {` is ${identity.email} `}
              <Button
                size="small"
                aria-label={`Take away the link of ${identity.email}`}
                onClick={() => put.mutate({ email: identity.email, external_id: null })}
              >
                Take away
              </Button>
            </Box>
          ))}
        </Box>
      )}
      <Box
        component="form"
        aria-label="Link a person"
        sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start', mt: 2 }}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate({ email: email.trim(), external_id: member.trim() });
        }}
      >
        <TextField
          size="small"
          type="email"
          label="E-mail"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          size="small"
          label="Member id in Slack"
          value={member}
          onChange={(event) => setMember(event.target.value)}
        />
        <Button
          type="submit"
          variant="outlined"
          disabled={email.trim() === '' || !/^[A-Z0-9]{2,40}$/.test(member.trim()) || put.isPending}
        >
          Link
        </Button>
      </Box>
      {put.error === null ? null : (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {explainError(put.error)}
        </Alert>
      )}
    </Panel>
  );
}
