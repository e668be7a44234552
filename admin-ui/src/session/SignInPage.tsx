import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useEffect, useState } from 'react';
import { useLogin } from 'react-admin';
import { Brand } from '../layout/Brand.tsx';
import { explainError } from '../server/problem.ts';

/** E-mail and password; says in words why signing in failed and keeps what was typed. */
export function SignInPage() {
  const login = useLogin();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = 'Sign in · MBI';
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (email.trim() === '' || password === '') {
      setProblem('Enter your e-mail and your password.');
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await login({ email: email.trim(), password });
    } catch (error) {
      setProblem(explainError(error));
      setBusy(false);
    }
  }

  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', bgcolor: 'background.default', p: 2 }}
    >
      <Paper variant="outlined" sx={{ p: { xs: 3, sm: 5 }, width: '100%', maxWidth: 420, borderRadius: 4 }}>
        <Brand />
        <Typography variant="h1" sx={{ mt: 4 }}>
          Sign in
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.75, mb: 3 }}>
          Review what is recommended for your campaigns, and decide.
        </Typography>
        <Stack component="form" spacing={2.25} onSubmit={submit} noValidate aria-label="Sign in">
          <TextField
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            required
            fullWidth
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <TextField
            label="Password"
            type="password"
            autoComplete="current-password"
            required
            fullWidth
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {problem === null ? null : <Alert severity="error">{problem}</Alert>}
          <Button type="submit" variant="contained" size="large" disabled={busy}>
            {busy ? 'Signing in …' : 'Sign in'}
          </Button>
        </Stack>
      </Paper>
    </Box>
  );
}
