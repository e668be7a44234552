import ScienceIcon from '@mui/icons-material/ScienceOutlined';
import Box from '@mui/material/Box';
import { useProfile } from '../session/useProfile.ts';

/** Says that no real money moves here; shown only when the server says so. */
export function SandboxRibbon() {
  const profile = useProfile();
  if (profile?.sandbox !== true) return null;
  return (
    <Box
      component="aside"
      aria-label="Sandbox"
      sx={{
        bgcolor: 'warning.main',
        color: 'warning.contrastText',
        px: 2,
        py: 0.5,
        fontSize: '0.8rem',
        fontWeight: 600,
        display: 'flex',
        gap: 1,
        justifyContent: 'center',
        alignItems: 'center',
      }}
    >
      <ScienceIcon fontSize="inherit" aria-hidden />
      Sandbox: changes reach a simulated ad platform. No real money moves.
    </Box>
  );
}
